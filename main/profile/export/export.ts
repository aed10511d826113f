/**
 * A profile as a client stunnel.conf that stunnel 5.68 and newer accept and that behaves the same. What stunnel does in
 * another way, or cannot do, is said in a comment beside the line. Pure: companion files come back as text.
 */
import { ipv6Twins } from '../../../preload/loopback.ts';
import { placeWords } from '../../../preload/place.ts';
import type { Profile } from '../../../preload/types.ts';
import { sayKept } from '../../../preload/words/kept-text.ts';
import { inEnglish } from '../../../preload/words/words.ts';
import { writeComment, writeOption, writeSection } from '../../conf/write.ts';
import { defaultTimeouts } from '../defaults.ts';
import { withoutSecrets } from '../notes/redact.ts';
import { writeCredentials } from './credentials.ts';
import { writeFields } from './field-lines.ts';
import { addressOf, asciiHost, type ExportedConf, type ExportFiles, isAddress, type Lines } from './lines.ts';
import { sectionOf, writeMarks } from './marks.ts';
import { goesThroughProxy, writeWay } from './negotiation.ts';
import { writeRevocation } from './revocation.ts';
import { writeTls } from './tls.ts';
import { writeTrust } from './trust.ts';

export type { ExportedConf, ExportFiles } from './lines.ts';

/** stunnel ends at once where Adit has no limit, so that the longest time stands for none: 2^31 milliseconds. */
const LONGEST_SECONDS = 2_147_483;

/**
 * The configuration and its companions. Never throws for a valid profile. Importing the text (parse, propose, withMarks,
 * adopt) gives the profile again, except for what export.test.ts lists.
 */
export function toStunnelConf(profile: Profile, files: ExportFiles): ExportedConf {
  // stunnel asks a proxy for one server only.
  const reached = goesThroughProxy(profile) ? { ...profile, connect: profile.connect.slice(0, 1) } : profile;
  const sni = writeSni(reached);
  const trust = writeTrust(reached, files);
  const revocation = writeRevocation(profile, files);
  const hasSni = sni.some((line) => line.startsWith('sni'));
  const lines = [
    ...writeHeader(profile),
    '',
    writeSection(sectionOf(profile.name)),
    ...writeComment('The lines with “adit:” are for importing this file into Adit again.'),
    ...writeMarks(profile, hasSni),
    writeOption('client', 'yes'),
    ...[...profile.accept, ...(profile.acceptIpv6 ? ipv6Twins(profile.accept) : [])].map((endpoint) =>
      writeOption('accept', addressOf(endpoint)),
    ),
    ...writeSocket(profile),
    ...writeWay(profile),
    ...writeFields(profile, false),
    ...writeOrder(profile),
    ...sni,
    ...writeTls(profile.tls),
    ...writeFields(profile, true),
    ...writeCredentials(profile),
    ...trust.lines,
    ...revocation.lines,
    ...writeTimeouts(profile),
    '',
  ];
  return { text: lines.join('\n'), files: [...trust.files, ...revocation.files] };
}

/** stunnel makes the file with the rights that the umask leaves, and has no pipes of Windows. */
function writeSocket({ socket, accept }: Profile): Lines {
  if (socket === undefined) return [];
  if (socket.startsWith('/')) return [writeOption('accept', socket)];
  return [
    ...writeComment(`Adit listens on the named pipe ${socket}; stunnel knows none.`),
    ...(accept.length > 0 ? [] : writeComment('Name a port for it with accept.')),
  ];
}

function writeHeader({ name, origin }: Profile): Lines {
  const from = [origin.file, origin.section === null ? null : `section [${origin.section}]`].filter((part) => part);
  return [
    ...writeComment(`The profile “${name}” of Adit, as a client configuration for stunnel 5.68 or newer.`),
    ...(from.length === 0 ? [] : writeComment(`Adit had imported it from ${from.join(', ')}.`)),
    ...(origin.notes.length === 0
      ? []
      : writeComment('What that import said; these lines have no effect in the profile, and none here:')),
    ...origin.notes.map(withoutSecrets).flatMap(({ file = null, line, text, reason }) => {
      const place = line === null ? '' : `${placeWords({ file, line })}: `;
      return writeComment(`${place}${text}${text === '' ? '' : ' -- '}${inEnglish(() => sayKept(reason))}`, '  ');
    }),
  ];
}

/**
 * stunnel looks names up when it starts, Adit for each connection. `delay` makes stunnel do the same, but only from the
 * first address on (man page, delay), which is why `rr` goes without.
 */
function writeOrder(profile: Profile): Lines {
  const { connect, proxy, failover } = profile;
  const dialed = goesThroughProxy(profile) && proxy !== undefined && 'host' in proxy ? [proxy] : connect;
  const named = dialed.some(({ host }) => !isAddress(host));
  const order = writeOption('failover', failover === 'rr' ? 'rr' : 'prio');
  const fastest =
    failover === 'fastest' ? writeComment('Adit tries the fastest first, stunnel the first in this list.') : [];
  if (!named) return [...fastest, order];
  return failover !== 'rr'
    ? [
        ...fastest,
        order,
        ...writeComment('Names are looked up for each connection, as Adit does.'),
        writeOption('delay', 'yes'),
      ]
    : [
        order,
        ...writeComment(
          'stunnel cannot take turns among addresses and look names up for each connection. It looks them up when it starts; restart it when an address changes.',
        ),
      ];
}

/**
 * Without a line stunnel sends the host of protocolHost, or else the first connect host, an address too (options.c,
 * sni_init); Adit sends the host it connects to, no address.
 */
function writeSni({ tls: { sni }, connect, negotiation }: Profile): Lines {
  const [first] = connect;
  const namesAnother = negotiation !== undefined && 'host' in negotiation && negotiation.host !== null;
  if (sni.kind === 'none' || first === undefined) return [writeOption('sni', '')];
  const wanted = sni.kind === 'name' ? sni.name : first.host;
  const name = asciiHost(wanted).replace(/\.$/, '');
  const hosts = new Set(connect.map(({ host }) => host.toLowerCase()));
  const several =
    sni.kind === 'default' && hosts.size > 1
      ? writeComment(
          `stunnel sends one server name whichever address it connects to, ${isAddress(name) ? 'here none' : `here ${name}`}; Adit sends each host its own.`,
        )
      : [];
  if (isAddress(name)) return [...several, ...writeComment('An IP address is no server name.'), writeOption('sni', '')];
  return sni.kind === 'default' && name === wanted && !namesAnother ? several : [...several, writeOption('sni', name)];
}

const timeoutOptions = [
  ['connect', 'TIMEOUTconnect'],
  ['busy', 'TIMEOUTbusy'],
  ['idle', 'TIMEOUTidle'],
  ['close', 'TIMEOUTclose'],
] as const;

function writeTimeouts({ timeouts }: Profile): Lines {
  return timeoutOptions.flatMap(([field, option]) => {
    const seconds = timeouts[field];
    if (seconds === defaultTimeouts[field]) return [];
    if (seconds > 0 || field === 'close') return [writeOption(option, seconds)];
    return [
      ...writeComment('Adit sets no limit here; for stunnel 0 would be no time at all, and this is the longest.'),
      writeOption(option, LONGEST_SECONDS),
    ];
  });
}
