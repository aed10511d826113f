/**
 * A profile as a client stunnel.conf that stunnel 5.68 and newer accept and that behaves the same. What stunnel does in
 * another way, or cannot do, is said in a comment beside the line. Pure: companion files come back as text.
 */
import type { Endpoint, Profile, TlsOptions } from '../../preload/types.ts';
import { isWritable, writeComment, writeOption, writeSection } from '../conf/write.ts';
import { defaultTimeouts } from './defaults.ts';
import type { ExportedConf, ExportFiles, Lines } from './export-lines.ts';
import { asciiHost, isAddress, notWritten } from './export-lines.ts';
import { writeTrust } from './export-trust.ts';
import { sectionOf, writeMarks } from './marks.ts';
import { withoutSecrets } from './redact.ts';

export type { ExportedConf, ExportFiles } from './export-lines.ts';

/** stunnel ends at once where Adit has no limit, so that the longest time stands for none: 2^31 milliseconds. */
const LONGEST_SECONDS = 2_147_483;

/** Groups that OpenSSL 3.0 has; stunnel refuses the whole list for one that its library lacks. */
const opensslGroups =
  /^(?:X25519|X448|P-(?:256|384|521)|prime256v1|secp(?:256k1|384r1|521r1)|brainpoolP(?:256|384|512)r1|ffdhe(?:2048|3072|4096|6144|8192))$/i;

/**
 * The configuration and its companions. Never throws for a valid profile. Importing the text (parse, propose, withMarks,
 * adopt) gives the profile again, except for what export.test.ts lists.
 */
export function toStunnelConf(profile: Profile, files: ExportFiles): ExportedConf {
  const sni = writeSni(profile);
  const trust = writeTrust(profile, files);
  const hasSni = sni.some((line) => line.startsWith('sni'));
  const lines = [
    ...writeHeader(profile),
    '',
    writeSection(sectionOf(profile.name)),
    ...writeComment('The lines with “adit:” are for importing this file into Adit again.'),
    ...writeMarks(profile, hasSni),
    writeOption('client', 'yes'),
    ...profile.accept.map((endpoint) => writeOption('accept', addressOf(endpoint))),
    ...profile.connect.map((endpoint) => writeOption('connect', addressOf(endpoint))),
    ...writeOrder(profile),
    ...sni,
    ...writeTls(profile.tls),
    ...trust.lines,
    ...writeTimeouts(profile),
    '',
  ];
  return { text: lines.join('\n'), files: trust.files };
}

function writeHeader({ name, origin }: Profile): Lines {
  const from = [origin.file, origin.section === null ? null : `section [${origin.section}]`].filter((part) => part);
  return [
    ...writeComment(`The profile “${name}” of Adit, as a client configuration for stunnel 5.68 or newer.`),
    ...(from.length === 0 ? [] : writeComment(`Adit had imported it from ${from.join(', ')}.`)),
    ...(origin.notes.length === 0
      ? []
      : writeComment('What that import said; these lines have no effect in the profile, and none here:')),
    ...origin.notes.map(withoutSecrets).flatMap(({ line, text, reason }) => {
      const place = line === null ? '' : `line ${line}: `;
      return writeComment(`${place}${text}${text === '' ? '' : ' -- '}${reason}`, '  ');
    }),
  ];
}

/** `[HOST:]PORT` of the man page: IPv6 without brackets, international names as DNS has them. */
const addressOf = ({ host, port }: Endpoint) => `${asciiHost(host)}:${port}`;

/**
 * stunnel looks names up when it starts, Adit for each connection. `delay` makes stunnel do the same, but only from the
 * first address on (man page, delay), which is why `rr` goes without.
 */
function writeOrder({ connect, failover }: Profile): Lines {
  const named = connect.some(({ host }) => !isAddress(host));
  const order = writeOption('failover', failover);
  if (!named) return [order];
  return failover === 'prio'
    ? [order, ...writeComment('Names are looked up for each connection, as Adit does.'), writeOption('delay', 'yes')]
    : [
        order,
        ...writeComment(
          'stunnel cannot take turns among addresses and look names up for each connection. It looks them up when it starts; restart it when an address changes.',
        ),
      ];
}

/** Without a line stunnel sends the first connect host, an address too; Adit sends the host it connects to, no address. */
function writeSni({ tls: { sni }, connect }: Profile): Lines {
  const [first] = connect;
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
  return sni.kind === 'default' && name === wanted ? several : [...several, writeOption('sni', name)];
}

function writeTls({ minVersion, maxVersion, ciphers, curves }: TlsOptions): Lines {
  const old = [minVersion, maxVersion].some((version) => version === 'TLSv1' || version === 'TLSv1.1');
  return [
    ...(minVersion === null ? [] : [writeOption('sslVersionMin', minVersion)]),
    ...(maxVersion === null ? [] : [writeOption('sslVersionMax', maxVersion)]),
    ...(old
      ? [
          ...writeComment('OpenSSL speaks TLS 1.0 and 1.1, which the profile allows, at this level only.'),
          writeOption('securityLevel', 0),
        ]
      : []),
    ...writeCiphers(ciphers),
    ...writeCurves(curves),
  ];
}

function writeCiphers(ciphers: string | null): Lines {
  const list = ciphers?.trim() ?? '';
  if (list === '') return [];
  return isWritable(list) ? [writeOption('ciphers', list)] : notWritten('ciphers', list);
}

function writeCurves(curves: string | null): Lines {
  if (curves === null) return [];
  const wanted = curves.split(':').map((curve) => curve.trim());
  const known = wanted.filter((curve) => opensslGroups.test(curve));
  const unknown = wanted.filter((curve) => curve !== '' && !opensslGroups.test(curve));
  return [
    ...(unknown.length === 0
      ? []
      : writeComment(
          `Left out because OpenSSL 3.0 does not know them and stunnel would not start: ${unknown.join(', ')}.`,
        )),
    ...(known.length === 0 ? [] : [writeOption('curves', known.join(':'))]),
  ];
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
