/** The list of servers. */
export const list = {
  'list.servers': 'Servers',
  'list.settings': 'Settings',
  'list.search': 'Search servers',
  'list.withoutGroup': 'Without a group',
  'list.none': 'No server has “{query}” in its name, group or addresses.',
  'list.move': 'Move {name}',
  'list.rate': 'Received and sent each second: {received}, {sent}',
} as const;
