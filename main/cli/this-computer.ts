/**
 * What stunnel finds when it opens the files that a configuration names, and asks its TLS library for lists of ciphers and
 * groups (ctx.c context_init, verify.c, in their order). Of private keys it only looks whether there is one.
 */
import { readdirSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { pskKeyBytes, pskLimits } from '../../preload/secret-schemas.ts';
import { say } from '../../preload/words/say.ts';
import type { Computer, ContextSettings, PskFile } from '../conf/strict/computer.ts';
import type { Platform } from '../conf/strict/verdict.ts';
import { MOST_BYTES, readNamedFileSync } from '../disk/named-file.ts';
import { explainAuthorities } from '../profile/files/named-certificates.ts';
import { factsAt } from '../trust/named-facts.ts';
import { thisLibrary } from '../tunnel/tls/capabilities.ts';
import { systemMessage } from './included.ts';

type Details = readonly string[] | null;

export const thisPlatform: Platform = process.platform === 'win32' ? 'windows' : 'unix';

const NO_MATCH = 'error:0A0000B9:SSL routines::no cipher match';
const NO_START = 'error:0480006C:PEM routines::no start line';
const NO_KEY = 'error:1E08010C:DECODER routines::unsupported';

export const thisComputer: Computer = {
  readsFiles: true,
  contextProblem: (settings) =>
    checkCiphers(settings) ??
    checkCommands(settings) ??
    checkCertificate(settings) ??
    checkAuthorities(settings) ??
    checkRevocation(settings) ??
    checkGroups(settings),
  readPsk,
  remarkOn: ({ pins, authorities: { file, directory } }) => {
    if (!pins) return null;
    const place = file === null ? directory : file;
    if (place === null) return null;
    const why = explainAuthorities(place, factsAt({ kind: file === null ? 'directory' : 'file', path: place }));
    return why === null ? null : say(why);
  },
};

/** Looks at no file: what the TLS library of this computer says of lists. */
export const thisTlsLibrary: Computer = {
  readsFiles: false,
  contextProblem: (settings) => checkCiphers(settings) ?? checkCommands(settings) ?? checkGroups(settings),
  readPsk: () => ({ kind: 'keys', identities: [] }),
  remarkOn: () => null,
};

/** Electron's TLS library knows fewer names than stunnel's, and is no judge of them. */
const isOpenSsl = thisLibrary.choosesSuites;

function isUsable(options: { readonly ciphers?: string; readonly ecdhCurve?: string }): boolean {
  try {
    createSecureContext(options);
    return true;
  } catch {
    return false;
  }
}

function checkCiphers({ ciphers, ciphersuites }: ContextSettings): Details {
  // Node gives suites of TLS 1.3 to another function than the rest; stunnel gives each option to its own.
  const listed = ciphers?.split(/[:, ]+/).filter((name) => name !== '' && !name.startsWith('TLS_'));
  // Policies of Fedora's OpenSSL.
  if (ciphers?.startsWith('PROFILE=')) return null;
  if (listed?.length === 0 || (listed !== undefined && isOpenSsl && !isUsable({ ciphers: listed.join(':') }))) {
    return [`SSL_CTX_set_cipher_list: ${NO_MATCH}`];
  }
  const suites = ciphersuites?.split(':').filter((name) => name !== '') ?? [];
  const isKnown = suites.length === 0 || suites.some((name) => /^TLS_(?:AES|CHACHA20|SHA|SM4)/i.test(name));
  return isKnown ? null : [`SSL_CTX_set_ciphersuites: ${NO_MATCH}`];
}

/** SSL_CONF_cmd(3), commands of configuration files. */
const commandNames: ReadonlySet<string> = new Set(
  (
    'cipherstring ciphersuites certificate privatekey chaincafile chaincapath chaincastore verifycafile verifycapath ' +
    'verifycastore requestcafile requestcapath requestcastore clientcafile clientcapath clientcastore serverinfofile ' +
    'dhparameters recordpadding numtickets signaturealgorithms clientsignaturealgorithms groups curves ecdhparameters ' +
    'minprotocol maxprotocol protocol options verifymode txcertificatecompression rxcertificatecompression'
  ).split(' '),
);

function checkCommands({ commands }: ContextSettings): Details {
  const names = commands.map((command) => command.split(':')[0] ?? '');
  const unknown = names.find((name) => !commandNames.has(name.toLowerCase()));
  return unknown === undefined ? null : [`OpenSSL config command "${unknown}" was not recognised`];
}

function checkCertificate({ cert, key, elsewhere }: ContextSettings): Details {
  if (cert === null || elsewhere || isUri(cert)) return null;
  const certificate = read(cert);
  const ofCertificate = (reason: string) =>
    failedToLoad('certificate', cert, `SSL_CTX_use_certificate_chain_file: ${reason}`);
  if (typeof certificate === 'string') return ofCertificate(certificate);
  // A PKCS #12 file holds both, behind a passphrase.
  if (certificate[0] === 0x30) return null;
  if (!holds(certificate, 'CERTIFICATE')) return ofCertificate(NO_START);
  if (key === null || isUri(key)) return null;
  const found = read(key);
  if (typeof found === 'string') return failedToLoad('private key', key, `${key}: ${found}`);
  const hasKey = found[0] === 0x30 || holds(found, 'PRIVATE KEY');
  return hasKey ? null : failedToLoad('private key', key, `SSL_CTX_use_PrivateKey_file: ${NO_KEY}`);
}

/** What the TLS library says, and which file it is about, as stunnel names it since 5.75 (ctx.c load_objects_from_store). */
const failedToLoad = (what: 'certificate' | 'private key', file: string, reason: string): readonly string[] => [
  reason,
  `Failed to load ${what} from: ${file}`,
];

function checkAuthorities({ verifies, authorities: { file, directory }, elsewhere }: ContextSettings): Details {
  if (!verifies || elsewhere) return null;
  const bundle = file === null ? '' : read(file);
  if (typeof bundle !== 'string' && holds(bundle, 'CERTIFICATE')) return null;
  return directory !== null && hasHashedFiles(directory) ? null : ['No trusted certificates found'];
}

function checkRevocation({ revocation }: ContextSettings): Details {
  if (revocation === null) return null;
  const list = read(revocation);
  const failed = `Failed to load ${revocation} revocation lookup file`;
  if (typeof list === 'string') return [failed, `X509_load_crl_file: ${list}`];
  return holds(list, 'X509 CRL') ? null : [failed, `X509_load_crl_file: ${NO_START}`];
}

function checkGroups({ curves }: ContextSettings): Details {
  if (curves === null || !isOpenSsl) return null;
  // Node has a meaning of its own for both.
  const isPlain = curves !== '' && curves.toLowerCase() !== 'auto';
  return isPlain && isUsable({ ecdhCurve: curves }) ? null : ["Invalid groups list in 'curves'"];
}

/** The lines of a file of keys (options.c, psk_read). */
function readPsk(file: string): PskFile {
  const bytes = read(file);
  if (typeof bytes === 'string') return { kind: 'bad', details: [`${file}: ${bytes}`] };
  const identities: string[] = [];
  for (const [index, raw] of new TextDecoder().decode(bytes).split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const colon = line.indexOf(':');
    const bad = (reason: string): PskFile => ({ kind: 'bad', details: [`PSKsecrets line ${index + 1}: ${reason}`] });
    if (colon < 0) return bad('Not in identity:key format');
    if (pskKeyBytes(line.slice(colon + 1)).length < pskLimits.shortest) {
      return bad(`Key shorter than ${pskLimits.shortest} bytes`);
    }
    identities.push(line.slice(0, colon));
  }
  return identities.length === 0 ? { kind: 'bad', details: [] } : { kind: 'keys', identities };
}

const isUri = (path: string): boolean => /^[a-z][a-z\d+.-]+:/i.test(path);

/** The file, or what the system says. */
function read(path: string): Uint8Array | string {
  try {
    return readNamedFileSync(path, MOST_BYTES);
  } catch (error) {
    return systemMessage(error);
  }
}

/** Whether there is a PEM block of that kind (RFC 7468), or one of its older names. */
const holds = (bytes: Uint8Array, label: string): boolean =>
  new RegExp(`-----BEGIN (?:[A-Z0-9]+ )?${label}-----`).test(new TextDecoder('latin1').decode(bytes));

/** Names as `openssl rehash` makes them. */
function hasHashedFiles(directory: string): boolean {
  try {
    return readdirSync(directory).some((name) => /^[\da-f]{8}\.\d+$/i.test(name));
  } catch {
    return false;
  }
}
