/** Secrets inside of a value that is kept otherwise. */
import { leftOut } from '../../../preload/left-out.ts';

const LEFT_OUT = leftOut.part;

const notYet = String.raw`(?!\(left out\))`;

/** Each with what takes its place. None needs more than a few steps a character. */
const parts: readonly (readonly [RegExp, string])[] = [
  // PKCS #11 URIs (RFC 7512).
  [new RegExp(String.raw`(\bpin-(?:value|source)=)${notYet}[^&;\s]+`, 'gi'), `$1${LEFT_OUT}`],
  // User information before a host, in a URL and without one.
  [new RegExp(String.raw`(:\/\/[^\s/@:]{1,200}:)${notYet}[^\s@]{1,200}@`, 'g'), `$1${LEFT_OUT}@`],
  [new RegExp(String.raw`((?<![^\s"'=])[^\s/@:]{1,200}:)(?!\/\/)${notYet}[^\s@]{1,200}@`, 'g'), `$1${LEFT_OUT}@`],
  // A URL's query and fragment.
  [new RegExp(String.raw`(:\/\/[^\s?#]{1,500}[?#])${notYet}\S+`, 'g'), `$1${LEFT_OUT}`],
  [
    /(\b(?:\w{0,40}(?:passw(?:or)?d|passphrase|pwd|secret|api[-_]?key)|pass(?:in|out)?|token|pin)(?:\s*[=:]\s*|\s+))(?<!pkcs11:token=)(?![\s(/])\S.*$/gim,
    `$1${LEFT_OUT}`,
  ],
  // Arguments of a program.
  [/\s+-{1,2}[a-z].*$/gim, ` ${LEFT_OUT}`],
  [/(?<![\w/.:-])(?:[\da-f]{2}:?){16,}(?![\w/.-])/gi, LEFT_OUT],
  [/(?<![\w/.:+-])(?=[\w+/]*\d)[A-Za-z\d+/]{32,}={0,2}(?![\w/.])/g, LEFT_OUT],
];

export const withoutSecretParts = (value: string): string =>
  parts.reduce((text, [pattern, instead]) => text.replace(pattern, instead), value);
