/**
 * Notes quote lines of imported files and are stored with the profile. Nothing of them may be a secret: the lines stay,
 * their secret values do not.
 */
import type { Note } from '../../preload/types.ts';
import type { ConfDocument } from '../conf/document.ts';

const LEFT_OUT = '(left out)';

/**
 * Options whose value is a secret or may hold one (a proxy's header, a token's PIN), wherever they stand in a line: also
 * behind the sign of a comparison or the `\n` of a script, and with a colon or a space for the equals sign.
 */
const secretNames = String.raw`(?:(?<![\w-])|(?<=^-|\\n))(?:protocolPassword|protocolHeader|ticketKeySecret|ticketMacSecret|engineCtrl|providerParameter|setEnv|execArgs)`;

/** Each with what takes its place. None needs more than a few steps a character. */
const secrets: readonly (readonly [RegExp, string])[] = [
  [new RegExp(String.raw`(${secretNames}\s*[=＝:]).*$`, 'gim'), `$1 ${LEFT_OUT}`],
  [new RegExp(String.raw`(${secretNames})[ \t]+(?![\s=＝:]|\(left out\)).*$`, 'gim'), `$1 ${LEFT_OUT}`],
  // PKCS #11 URIs (RFC 7512).
  [/(\bpin-value=)(?!\(left out\))[^&;\s]+/gi, `$1${LEFT_OUT}`],
  // A URL's user information.
  [/(:\/\/[^\s/@:]{1,200}:)(?!\(left out\))[^\s/@]{1,200}@/g, `$1${LEFT_OUT}@`],
  // A line of a PSK file, `IDENTITY:KEY`, in hexadecimal or as text.
  [/^(\s*[^\s:=]{1,200}:)(?:[\da-f]{2}:?){16,}\s*$/gim, `$1 ${LEFT_OUT}`],
  [/^(\s*[^\s:=]{1,200}:)(?!\/)[^\s:=]{16,}={0,2}\s*$/gm, `$1 ${LEFT_OUT}`],
  [/-----BEGIN [^-]*PRIVATE KEY-----(?:[\s\S]*?-----END [^-]*PRIVATE KEY-----|[\s\S]*)/g, '(a private key, left out)'],
  // A line of a PEM block whose beginning is elsewhere.
  [/^\s*[A-Za-z\d+/]{40,}={0,2}\s*$/gm, `(encoded data, left out)`],
];

/** The note without the secrets in the line that it quotes. Doing it again changes nothing. */
export function withoutSecrets<Quote extends Pick<Note, 'text'>>(note: Quote): Quote {
  return { ...note, text: secrets.reduce((text, [pattern, instead]) => text.replace(pattern, instead), note.text) };
}

/** A private key inside a configuration: the line where it begins, and all lines that it takes up. */
export interface KeyLines {
  readonly first: number;
  readonly last: number;
}

/** The private keys that were pasted into the document. Their lines are only looked at to find where they end. */
export function privateKeysIn(document: ConfDocument): readonly KeyLines[] {
  const keys: KeyLines[] = [];
  let first: number | null = null;
  for (const { number, raw } of document.lines) {
    if (first === null && /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----/.test(raw)) first = number;
    if (first !== null && raw.includes('-----END ')) {
      keys.push({ first, last: number });
      first = null;
    }
  }
  if (first !== null) keys.push({ first, last: document.lines.length });
  return keys;
}
