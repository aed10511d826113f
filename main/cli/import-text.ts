/** What an import makes of a service, as lines for a terminal: everything that the preview of the window shows. Pure. */

import { applicationLabel } from '../../preload/fields/application-names.ts';
import { type ImportField, type ImportService, isOnSocketOnly } from '../../preload/import-preview.ts';
import { ipv6Twins, isLoopback, LOOPBACK } from '../../preload/loopback.ts';
import { placesWords } from '../../preload/place.ts';
import { sentenceWords } from '../../preload/sentence.ts';
import { say, sayClause } from '../../preload/words/say.ts';
import { questionsOf } from './configuration.ts';
import { table } from './output.ts';

type Row = [label: string, value: string];

/** How a question is answered on this command line; the other answers are given in the app, or in the file. */
const answeredBy: Readonly<Partial<Record<ImportField, string>>> = {
  host: ' (--host HOST)',
  remotePort: ' (--port PORT)',
};

const needNames = {
  certificate: 'certificate',
  psk: 'pre-shared key',
  authority: 'trust',
  revocation: 'revocation',
} as const;

const unverified: Row = [
  'verified',
  'not by this file, which accepts any certificate. Adit verifies the server, unless you choose otherwise in the app.',
];

const exposed: Row = [
  'listens',
  'not as in the file, which lets other computers use the tunnel. It is for this computer only, unless you choose otherwise in the app.',
];

const reasonNames = { application: 'application', host: 'host', remotePort: 'port', localPort: 'local port' } as const;

/** Where the values come from that the file does not say itself; what is asked is a row of its own. */
function reasonRows({ reasons, role }: ImportService, open: readonly ImportField[]): Row[] {
  const fields = Object.keys(reasonNames) as (keyof typeof reasonNames)[];
  return fields.flatMap((field) => {
    const reason = reasons[field];
    if (reason === undefined || open.includes(field)) return [];
    // What a client's file says in so many words needs no reason.
    const isShown = role === 'server' || (field !== 'application' && reason.plain !== true);
    return isShown ? [[`  ${reasonNames[field]}`, sentenceWords(reason)]] : [];
  });
}

function localAddresses({ accept, acceptIpv6, localPort }: ImportService): string {
  const named = accept ?? [{ host: LOOPBACK, port: localPort }];
  // Nobody has said yet that other computers may use it.
  const addresses = named.map(({ host, port }) => ({ host: isLoopback(host) ? host : LOOPBACK, port }));
  return [...addresses, ...(acceptIpv6 ? ipv6Twins(addresses) : [])]
    .map(({ host, port }) => addressOf(host, port))
    .join(', ');
}

const addressOf = (host: string | null, port: number | null): string =>
  `${host?.includes(':') ? `[${host}]` : (host ?? '?')}:${port ?? '?'}`;

function settingRows({ pinned = [], settings = [], needs = [] }: ImportService): Row[] {
  return [
    ...pinned.map((sha256): Row => ['SHA-256', sha256]),
    ...settings.map(
      ({ field, words, places }): Row => [
        field,
        places === undefined ? sayClause(words) : `${sayClause(words)} (${placesWords(places)})`,
      ],
    ),
    ...needs.map(({ kind, reason }): Row => [needNames[kind], sentenceWords(reason)]),
  ];
}

const questionWords = (reasons: ImportService['reasons'], field: ImportField): string => {
  const asked = reasons[field];
  return asked === undefined ? field : sentenceWords(asked);
};

function headingOf({ section, file, typed }: ImportService): string {
  if (typed !== undefined) return say(typed);
  const named = section === '' ? 'The service without a section name' : `[${section}]`;
  return file === undefined ? named : `${named} of ${file}`;
}

export function serviceLines(service: ImportService): string[] {
  const { name, application, host, remotePort, problem, reasons, reserves = [] } = service;
  const open = questionsOf(service);
  // The need says what holds until it is met.
  const asksForTrust = service.needs?.some(({ kind }) => kind === 'authority') ?? false;
  const section = headingOf(service);
  const isServers = service.role === 'server' && service.typed === undefined;
  const heading = `${section} ${isServers ? 'is a server; as a client it becomes' : 'becomes'}`;
  if (problem !== null) return [`${section} cannot become a profile: ${sentenceWords(problem)}`];
  const rows: Row[] = [
    ['application', applicationLabel(application)],
    ...(isOnSocketOnly(service) ? [] : [['local', localAddresses(service)] as Row]),
    ['server', addressOf(host, remotePort)],
    ...reserves.map((reserve): Row => ['in reserve', addressOf(reserve.host, reserve.port)]),
    ...reasonRows(service, open),
    ...(asksForTrust ? [] : [['trust', sayClause(service.trust)] as Row]),
    ...(service.exposed === true ? [exposed] : []),
    ...(service.unverified === true ? [unverified] : []),
    ...settingRows(service),
    ...open
      .filter((field) => field !== 'trust')
      .map((field): Row => ['question', `${questionWords(reasons, field)}${answeredBy[field] ?? ''}`]),
  ];
  return [`${heading} the profile “${name}”`, ...table(rows)];
}
