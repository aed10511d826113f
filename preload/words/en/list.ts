/** The list of servers. */
export const list = {
  'list.servers': 'Servers',
  'list.settings': 'Settings',
  'list.search': 'Search servers',
  'list.withoutGroup': 'Without a group',
} as const;
