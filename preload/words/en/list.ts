/** The list of servers. */
export const list = {
  'list.servers': 'Servers',
  'list.settings': 'Settings',
  'list.search': 'Search servers',
  'list.withoutGroup': 'Without a group',
  'list.none': 'No server has “{query}” in its name, group or addresses.',
  'list.move': 'Move {name}',
  'list.rate': 'Received and sent each second: {received}, {sent}',
  'list.selected': '{count, plural, one {# server selected} other {# servers selected}}',
  'list.selected.on': 'Switch on',
  'list.selected.off': 'Switch off',
  'list.selected.change': 'Change…',
  'list.selected.none': 'Select none',
  'list.selected.help':
    'Shift with a click or an arrow key selects up to there. Ctrl, on a Mac ⌘, with a click adds one or takes it away.',
} as const;
