/** The way from the program to the service, step by step, and where it is broken as far as that is known. Pure. */

import { applicationLabel } from '../../preload/fields/application-names.ts';
import { protocolWords } from '../../preload/status-words.ts';
import type { TunnelError } from '../../preload/tunnel-error.ts';
import type { Trust } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { formatEndpoint } from '../ui/format.ts';

/** `open`: proven. `unknown`: nobody has tried, or what comes before it is not open. */
export type StepState = 'open' | 'unknown' | 'broken';

export interface Step {
  readonly kind: 'local' | 'proxy' | 'server' | 'tls' | 'service';
  readonly title: string;
  readonly detail: string;
  readonly state: StepState;
}

const trustWords = {
  system: 'profile.way.trust.system',
  authority: 'profile.way.trust.authority',
  pinned: 'profile.way.trust.pinned',
  none: 'profile.way.trust.none',
} as const satisfies Readonly<Record<Trust['kind'], string>>;

/** Where an error says that the way ends; null: it says nothing of a place. */
export function brokenAt(error: TunnelError): Step['kind'] | null {
  switch (error.kind) {
    case 'port-in-use':
    case 'port-forbidden':
    case 'ring':
    case 'unverified':
      return 'local';
    case 'proxy':
      return 'proxy';
    case 'dns':
    case 'refused':
    case 'unreachable':
    case 'captive-portal':
      return 'server';
    case 'timeout':
      return error.step === 'connect' ? 'server' : error.step === 'negotiation' ? 'proxy' : 'tls';
    case 'service-closed':
      return error.during === 'service' ? 'service' : 'tls';
    case 'internal':
    case 'unsupported-option':
    case 'vpn-loop':
    case 'vpn-address':
      return null;
    default:
      return 'tls';
  }
}

export function wayOf({ profile, tunnel: { status } }: QuietView): readonly Step[] {
  const server = status.kind === 'on' ? status.server : null;
  const reached = server?.kind === 'reachable' ? server : null;
  const error = status.kind === 'blocked' ? status.error : server?.kind === 'unreachable' ? server.error : null;
  const local = (status.kind === 'on' ? status.accept : profile.accept)[0];
  const socket = status.kind === 'on' ? status.socket : profile.socket;
  const target = profile.connect[0];
  const parts: readonly (Omit<Step, 'state'> | null)[] = [
    {
      kind: 'local',
      title: local === undefined ? (socket ?? t('profile.way.localPort')) : formatEndpoint(local),
      detail: t('profile.way.where', { application: applicationLabel(profile.application) }),
    },
    profile.proxy === undefined
      ? null
      : { kind: 'proxy', title: t('profile.proxy'), detail: t('profile.way.onTheWay') },
    {
      kind: 'server',
      title: target === undefined ? t('profile.way.server') : formatEndpoint(target),
      detail: t('profile.way.theServer'),
    },
    {
      kind: 'tls',
      title: reached === null ? 'TLS' : protocolWords(reached.protocol),
      detail: t(trustWords[profile.trust.kind]),
    },
    { kind: 'service', title: applicationLabel(profile.application), detail: t('profile.way.behind') },
  ];
  const steps = parts.filter((part) => part !== null);
  const place = error === null ? null : brokenAt(error);
  // A step that this way does not have: the next one that it has is where it shows.
  const broken =
    place === null
      ? -1
      : Math.max(
          0,
          steps.findIndex(({ kind }) => kind === place || (place === 'proxy' && kind === 'server')),
        );
  const proven = reached !== null ? steps.length - 1 : broken !== -1 ? broken : status.kind === 'on' ? 1 : 0;
  return steps.map((step, index) => ({
    ...step,
    state: index === broken ? 'broken' : index < proven ? 'open' : 'unknown',
  }));
}
