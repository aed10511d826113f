/** The configuration of a VPN among files that somebody gave together, with the files that it names. Both sides find it alike. */
import { importLimits } from './import-limits.ts';
import type { OpenvpnText } from './import-preview.ts';
import { blankPrivateKeys } from './private-keys.ts';

interface GivenFile {
  /** With slashes, within what was given. */
  readonly path: string;
  readonly bytes: Uint8Array | null;
}

export interface Sorted<Given extends GivenFile> {
  /** The first one that is an OpenVPN client's, by its name. */
  readonly openvpn: OpenvpnText | null;
  /** Everything else, and of what the VPN's file names only what holds no private key. */
  readonly rest: readonly Given[];
}

/** Its key belongs to this computer, unlike those that lie beside a server's configuration. */
const isOpenvpnName = (path: string): boolean => /\.ovpn$/i.test(path);

/** A line of openvpn(8) whose first word is a file; the word may stand in quotes. */
const FILE_LINE =
  /^[ \t]*(?:ca|cert|key|pkcs12|tls-auth|tls-crypt|tls-crypt-v2|crl-verify|extra-certs|secret)[ \t]+(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([^\s"'#;]+))/gim;

/** Relative paths that a configuration names, with slashes; what leads out of its folder is left out. */
export function filesNamedIn(text: string): readonly string[] {
  const named = [...text.matchAll(FILE_LINE)].map(([, double, single, plain]) => double ?? single ?? plain ?? '');
  const within = named.flatMap((path) => {
    const parts = path.split(/[\\/]+/).filter((part) => part !== '.');
    const leadsOut = /^(?:[\\/]|[A-Za-z]:)/.test(path) || parts.includes('..') || parts.includes('');
    return leadsOut || path === '[inline]' ? [] : [parts.join('/')];
  });
  return [...new Set(within)];
}

/** To be called before private keys are blanked. The bytes of the rest are those that were given. */
export function takeOpenvpn<Given extends GivenFile>(files: readonly Given[]): Sorted<Given> {
  const found = files.find(({ path, bytes }) => isOpenvpnName(path) && isSmall(bytes));
  if (found?.bytes == null) return { openvpn: null, rest: files };
  const slash = found.path.lastIndexOf('/') + 1;
  const text = new TextDecoder().decode(found.bytes);
  const named = new Set(filesNamedIn(text).map((path) => `${found.path.slice(0, slash)}${path}`));
  const beside = files.flatMap(({ path, bytes }) =>
    named.has(path) && bytes !== null && isSmall(bytes) ? [{ path: path.slice(slash), bytes: bytes.slice() }] : [],
  );
  const rest = files.filter((file) => file !== found && !(named.has(file.path) && holdsKey(file.bytes)));
  const openvpn = { name: found.path.slice(slash), text, ...(beside.length === 0 ? {} : { files: beside }) };
  return { openvpn, rest };
}

const isSmall = (bytes: Uint8Array | null): boolean => bytes !== null && bytes.length <= importLimits.fileBytes;

function holdsKey(bytes: Uint8Array | null): boolean {
  if (bytes === null) return false;
  const blank = blankPrivateKeys(bytes.slice());
  return blank.length !== bytes.length || blank.some((byte, index) => byte !== bytes[index]);
}
