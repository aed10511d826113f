/** Insecure habits of a configuration, said where somebody can do something about them. */
import type { Note } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import type { OptionLine } from '../../conf/document.ts';
import { type ConfService, lastOf } from '../../conf/services.ts';
import { noteOn } from '../notes/note.ts';
import { withCommands } from '../options/config-commands.ts';
import type { Role } from '../options/no-effect.ts';
import { verificationOf } from '../options/verification.ts';

/**
 * Notes on what weakens the section. `servers` are the server sections of the same file; `isServersKey` tells of a path
 * whether it is the key of a server in another file.
 */
export function noteWeaknesses(
  service: ConfService,
  role: Role,
  servers: readonly ConfService[],
  isServersKey: (named: string) => boolean,
): Note[] {
  const lines = withCommands(service).options.flatMap((line) => {
    const reason = weaknessOf(line, role);
    return reason === null ? [] : [noteOn(line, reason)];
  });
  if (role === 'server') return lines;
  const isUsed = (named: string) => isServersKey(named) || servers.some((server) => keyLine(server)?.meant === named);
  return [...lines, ...noteUnusedAuthorities(service), ...noteSharedKey(service, isUsed)];
}

/** Older ones are in no TLS library any more, which is said where the line is read. */
const outdated: ReadonlyMap<string, string> = new Map([
  ['tlsv1', 'TLS 1.0'],
  ['tlsv1.1', 'TLS 1.1'],
]);

function weaknessOf(line: OptionLine, role: Role): Text | null {
  const value = line.meant.toLowerCase();
  const where = role === 'server' ? 'server' : 'file';
  switch (line.canonical) {
    case 'sslVersion':
    case 'sslVersionMax': {
      // At a server it is said whether anything that Adit uses is left (options/versions.ts).
      const version = role === 'server' ? undefined : outdated.get(value);
      return version === undefined ? null : toSay('note.weak.only', { version, where });
    }
    case 'sslVersionMin': {
      const version = outdated.get(value);
      return version === undefined ? null : toSay('note.weak.lowest', { version, where });
    }
    case 'options':
      if (/^no_tlsv1[._]3$/.test(value)) return toSay('note.weak.no13', { where });
      if (/^no_tlsv1[._]2$/.test(value)) return toSay('note.weak.no12', { where });
      return /^-no_sslv[23]$/.test(value) ? toSay('note.weak.on', { where }) : null;
    case 'ciphers':
      return weakCiphers(line.meant) ? toSay('note.weak.ciphers', { where }) : null;
    case 'securityLevel':
      return value === '0' ? toSay('note.weak.level', { where }) : null;
    default:
      return null;
  }
}

/** Names of OpenSSL's cipher list that let in what is broken; those with `!` or `-` keep it out. */
function weakCiphers(list: string): boolean {
  return list
    .split(/[:, ]+/)
    .some((word) =>
      /^(?:COMPLEMENTOFALL|[ae]?NULL|ADH|AECDH|EXP(?:ORT(?:40|56)?)?|LOW|RC4|DES|3DES|MD5|@SECLEVEL=0|(?:EXP|NULL|ADH|AECDH|RC4|DES)-.*)$/i.test(
        word,
      ),
    );
}

/** A mistake that looks like care: the file names authorities, but says nowhere that they are to be asked. */
function noteUnusedAuthorities(service: ConfService): Note[] {
  const { chain, peer } = verificationOf(service);
  if (chain || peer) return [];
  const reason = toSay('note.weak.unverified');
  return ['CAfile', 'CApath'].flatMap((name) => {
    const line = lastOf(service, name);
    return line === null || line.meant === '' ? [] : [noteOn(line, reason)];
  });
}

/** Names that guides give to a server's key or chain. */
const serversFile =
  /(?:^|[/\\])(?:privkey|fullchain|[\w.-]*server[\w.-]*|stunnel(?:[._-](?:key|fullchain))?)\d*\.(?:pem|key|p12)$|letsencrypt/i;

export const isServersFile = (path: string): boolean => serversFile.test(path);

/** Where the key is: stunnel takes it from the certificate's file when nothing else is named. */
const keyLine = (service: ConfService) => lastOf(service, 'key') ?? lastOf(service, 'cert');

/** Some guides copy the server's key to every client; each of them can then pose as the server. */
function noteSharedKey(service: ConfService, isUsed: (named: string) => boolean): Note[] {
  const line = keyLine(service);
  if (line === null || line.meant === '') return [];
  if (!isUsed(line.meant) && !serversFile.test(line.meant)) return [];
  return [noteOn(line, line.canonical === 'key' ? SHARED_KEY : SHARED_CERTIFICATE)];
}

/** Whether a note says that the client's certificate is a server's own. */
export const isAboutServersFile = ({ reason }: Note): boolean =>
  reason.id === SHARED_KEY.id || reason.id === SHARED_CERTIFICATE.id;

const SHARED_KEY = toSay('note.weak.sharedKey');
/** Nobody has looked into the file, so that only the certificate is sure. */
const SHARED_CERTIFICATE = toSay('note.weak.sharedCertificate');
