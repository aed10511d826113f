/** The diagnostic report: versions, settings, profiles without secrets and the end of the log, as text. Pure. */
import type { About } from '../../../preload/app-state.ts';
import type { Profile, Settings } from '../../../preload/types.ts';
import { createBlot } from './blot.ts';
import { hostIn } from './host-in.ts';

/** Of the log. */
export const MOST_LINES = 500;

export interface ReportFacts {
  readonly about: Pick<About, 'version' | 'electron' | 'node' | 'tlsLibrary' | 'platform'>;
  readonly settings: Settings;
  readonly profiles: readonly Profile[];
  /** All there are: names and logins of none of them are in the report. */
  readonly known: readonly Profile[];
  /** What the tunnel of each is, in words, by the profile's id. */
  readonly statuses: ReadonlyMap<string, string>;
  /** Lines of the log, the oldest first. */
  readonly log: readonly string[];
  /** Every secret that is known. */
  readonly secrets: readonly string[];
  readonly home: string;
  readonly userName: string;
  readonly computer: string;
}

export interface ReportChoices {
  readonly hidesHosts: boolean;
  readonly hidesAddresses: boolean;
}

export function reportOf(facts: ReportFacts, { hidesHosts, hidesAddresses }: ReportChoices): string {
  const { about, settings, profiles, known, statuses, log } = facts;
  const blot = createBlot({
    ...facts,
    logins: known.flatMap(loginsOf),
    hosts: hidesHosts ? known.flatMap(hostIn) : [],
    hidesAddresses,
  });
  const versions = [
    `Adit ${about.version}`,
    `Electron ${about.electron}`,
    `Node ${about.node}`,
    about.tlsLibrary,
    about.platform,
  ];
  return blot(
    [
      'Diagnostic report of Adit',
      '',
      ...versions,
      '',
      '== Settings',
      JSON.stringify(withoutPlaces(settings), null, 2),
      ...profiles.flatMap((profile) => [
        '',
        `== Profile “${profile.name}”: ${statuses.get(profile.id) ?? 'unknown'}`,
        JSON.stringify(withoutPrivate(profile), null, 2),
      ]),
      '',
      `== Log, the last ${MOST_LINES} lines`,
      ...log.slice(-MOST_LINES),
      '',
    ].join('\n'),
  );
}

/** The name of a Wi-Fi says where somebody lives; hardware addresses of routers are blotted wherever they stand. */
function withoutPlaces({ networks, ...settings }: Settings): Settings {
  if (networks === undefined) return settings;
  return {
    ...settings,
    networks: networks.map((network) => ({ ...network, wifi: network.wifi === null ? null : '<Wi-Fi>' })),
  };
}

/** Logins at servers and proxies. */
function loginsOf({ user, proxy, negotiation, onward }: Profile): readonly string[] {
  const found = [
    user,
    onward?.user ?? null,
    proxy !== undefined && 'username' in proxy ? proxy.username : null,
    negotiation !== undefined && 'username' in negotiation ? negotiation.username : null,
    negotiation !== undefined && 'login' in negotiation ? (negotiation.login?.username ?? null) : null,
  ];
  return found.filter((login) => login !== null);
}

/** What a person has typed freely may hold anything, and what was imported says nothing of the present. */
function withoutPrivate(profile: Profile): object {
  const { origin: _origin, command, negotiation, psk, ...rest } = profile;
  return {
    ...rest,
    ...(command === undefined ? {} : { command: '<command>' }),
    ...(psk === undefined ? {} : { psk: { ...psk, identity: psk.identity === null ? null : '<identity>' } }),
    ...(negotiation === undefined
      ? {}
      : {
          negotiation:
            'headers' in negotiation
              ? { ...negotiation, headers: negotiation.headers.map(() => '<header>') }
              : negotiation,
        }),
  };
}
