/**
 * Programs of the system that tell at once when a network changes, and cost nothing while none does. Their words are
 * hints: what has changed is looked for afterwards.
 */

export interface Teller {
  /** Programs with their arguments, in the order in which they are tried. */
  readonly commands: readonly (readonly [program: string, ...argv: string[]])[];
  /** What it reads. It stays open: scutil ends with its input. */
  readonly input: string;
  /** Whether a part of its output says that something has changed, or may have. */
  readonly isNews: (text: string) => boolean;
  /** Something has changed even where addresses and routes are what they were. */
  readonly isSure: boolean;
}

/**
 * ip-monitor(8). Neighbours are left out: they come and go all the time. Behind setpriv(1) the kernel ends it with the app,
 * also with one that was killed; without it, it would stay until its next word.
 */
const ipMonitor = ['ip', 'monitor', 'link', 'address', 'route'] as const;

/** null: the system has no such program, and is asked again and again. */
export function tellerOf(platform: NodeJS.Platform): Teller | null {
  switch (platform) {
    case 'linux':
      return {
        commands: [['setpriv', '--pdeathsig', 'KILL', ...ipMonitor], ipMonitor],
        input: '',
        isNews: () => true,
        isSure: false,
      };
    case 'darwin':
      // scutil(8): the system's own view of the primary interface, its router and its name servers.
      return {
        commands: [['/usr/sbin/scutil']],
        input:
          'n.add State:/Network/Global/IPv4\nn.add State:/Network/Global/IPv6\nn.add State:/Network/Global/DNS\nn.watch\n',
        isNews: (text) => text.includes('changed key') || text.includes('notification callback'),
        isSure: true,
      };
    default:
      return null;
  }
}
