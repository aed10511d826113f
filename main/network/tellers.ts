/**
 * Programs of the system that tell at once when a network changes, and cost nothing while none does. Their words are
 * hints: what has changed is looked for afterwards.
 */

export interface Teller {
  /** Places of the program in the order in which they are tried: an ordinary user's PATH need not have them. */
  readonly programs: readonly string[];
  readonly argv: readonly string[];
  /** What it reads. It stays open: scutil ends with its input. */
  readonly input: string;
  /** Whether a part of its output says that something has changed, or may have. */
  readonly isNews: (text: string) => boolean;
  /** Something has changed even where addresses and routes are what they were. */
  readonly isSure: boolean;
}

/** null: the system has no such program, and is asked again and again. */
export function tellerOf(platform: NodeJS.Platform): Teller | null {
  switch (platform) {
    case 'linux':
      // ip-monitor(8). Neighbours are left out: they come and go all the time.
      return {
        programs: ['ip', '/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip', '/bin/ip'],
        argv: ['monitor', 'link', 'address', 'route'],
        input: '',
        isNews: () => true,
        isSure: false,
      };
    case 'darwin':
      // scutil(8): the system's own view of the primary interface, its router and its name servers.
      return {
        programs: ['/usr/sbin/scutil'],
        argv: [],
        input:
          'n.add State:/Network/Global/IPv4\nn.add State:/Network/Global/IPv6\nn.add State:/Network/Global/DNS\nn.watch\n',
        isNews: (text) => text.includes('changed key') || text.includes('notification callback'),
        isSure: true,
      };
    default:
      return null;
  }
}
