import type { DiagnosisRemedy, Fault, FaultKind, FindingWords } from '../../../preload/diagnosis.ts';
import type { Subject } from '../evidence.ts';

export type FaultOf<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>;

/** What is said of a kind of fault. Left out: there is nothing to do on the server, and the check can be made again. */
export interface Said extends Pick<FindingWords, 'title' | 'what' | 'why' | 'next'> {
  readonly serverLine?: string;
  readonly serverCommand?: string;
  readonly remedy?: DiagnosisRemedy['kind'] | DiagnosisRemedy;
}

export type Words<Kind extends FaultKind> = (fault: FaultOf<Kind>, subject: Subject) => Said;
export type WordsOf<Kind extends FaultKind> = { readonly [K in Kind]: Words<K> };

/** What listens on a port of the server, and by which program. */
export const whoListens = (port: number): string => `sudo ss -ltnp 'sport = :${port}'`;

/** The last of what stunnel has logged, as Debian and Fedora name its service. */
export const SERVER_LOG = 'sudo journalctl -u stunnel4 -u stunnel -n 50 --no-pager';
