/** Revocation lists (RFC 5280 5.1) as an authority makes them, and as none should. */
import { type ExtensionOptions, extension, nameOf } from './certificate.ts';
import { type Keys, type Scheme, schemes } from './signatures.ts';
import {
  bits,
  boolean,
  commonName,
  enumerated,
  explicit,
  implicit,
  integer,
  octets,
  sequence,
  time,
} from './write-der.ts';

export interface EntryOptions {
  /** Content of the serial number in hexadecimal. */
  readonly serial: string;
  /** CRLReason: 8 is removeFromCRL. */
  readonly reason?: number;
  readonly extensions?: readonly ExtensionOptions[];
}

export interface ListOptions {
  readonly issuer: string | Buffer;
  readonly keys: Keys;
  readonly scheme?: Scheme;
  /** What the signed part says of its signature; the scheme's by default. */
  readonly inner?: Buffer;
  /** Milliseconds since the epoch; `until` null for none. */
  readonly from: number;
  readonly until: number | null;
  readonly entries?: readonly EntryOptions[];
  readonly extensions?: readonly ExtensionOptions[];
}

export const reasonCode = (reason: number, critical = false): ExtensionOptions => ({
  id: '2.5.29.21',
  value: enumerated(reason),
  critical,
});

const url = (text: string): Buffer => implicit(6, Buffer.from(text));

/** DistributionPointName (RFC 5280 4.2.1.13): full names, or one that is relative to the issuer's. */
const fullName = (...urls: readonly string[]): Buffer => explicit(0, ...urls.map(url));
const relativeName = (pair: Buffer): Buffer => explicit(1, pair);

export interface PointOptions {
  readonly urls?: readonly string[];
  /** An AttributeTypeAndValue. */
  readonly relative?: Buffer;
  /** Some reasons only. */
  readonly reasons?: boolean;
  /** Who makes the list when it is not the certificate's issuer. */
  readonly listIssuer?: string;
}

const pointName = ({ urls, relative }: PointOptions): readonly Buffer[] =>
  urls !== undefined
    ? [explicit(0, fullName(...urls))]
    : relative !== undefined
      ? [explicit(0, relativeName(relative))]
      : [];

export interface ScopeOptions extends Omit<PointOptions, 'listIssuer'> {
  readonly only?: readonly ('users' | 'authorities' | 'attributes')[];
  readonly indirect?: boolean;
}

const yes = (n: number): Buffer => implicit(n, boolean(true).subarray(2));
/** keyCompromise. */
const SOME_REASONS = bits(Buffer.from([0x40]), 6).subarray(2);

export const listExtensions = {
  issuingDistributionPoint: ({
    only = [],
    reasons = false,
    indirect = false,
    ...name
  }: ScopeOptions): ExtensionOptions => ({
    id: '2.5.29.28',
    value: sequence(
      ...pointName(name),
      ...(only.includes('users') ? [yes(1)] : []),
      ...(only.includes('authorities') ? [yes(2)] : []),
      ...(reasons ? [implicit(3, SOME_REASONS)] : []),
      ...(indirect ? [yes(4)] : []),
      ...(only.includes('attributes') ? [yes(5)] : []),
    ),
    critical: true,
  }),
  /** Of a certificate. */
  distributionPoints: (...points: readonly PointOptions[]): ExtensionOptions => ({
    id: '2.5.29.31',
    value: sequence(
      ...points.map(({ reasons = false, listIssuer, ...name }) =>
        sequence(
          ...pointName(name),
          ...(reasons ? [implicit(1, SOME_REASONS)] : []),
          ...(listIssuer === undefined ? [] : [explicit(2, explicit(4, commonName(listIssuer)))]),
        ),
      ),
    ),
  }),
  delta: { id: '2.5.29.27', value: integer('01'), critical: true },
  number: (critical = false): ExtensionOptions => ({ id: '2.5.29.20', value: integer('02'), critical }),
  freshest: (...urls: readonly string[]): ExtensionOptions => ({
    id: '2.5.29.46',
    value: sequence(sequence(...pointName({ urls }))),
  }),
  authorityKey: (keyId: Buffer): ExtensionOptions => ({ id: '2.5.29.35', value: sequence(implicit(0, keyId)) }),
  subjectKey: (keyId: Buffer): ExtensionOptions => ({ id: '2.5.29.14', value: octets(keyId) }),
  certificateIssuer: (name: string): ExtensionOptions => ({
    id: '2.5.29.29',
    value: sequence(explicit(4, commonName(name))),
    critical: true,
  }),
} as const;

const entry = (at: number, { serial, reason, extensions = [] }: EntryOptions): Buffer => {
  const all = [...(reason === undefined ? [] : [reasonCode(reason)]), ...extensions];
  return sequence(integer(serial), time(at), ...(all.length === 0 ? [] : [sequence(...all.map(extension))]));
};

/** DER. */
export function makeList(options: ListOptions): Buffer {
  const { issuer, keys, scheme = schemes.ecdsaSha256, inner = scheme.algorithm, from, until } = options;
  const { entries = [], extensions = [] } = options;
  const signed = sequence(
    integer('01'),
    inner,
    nameOf(issuer),
    time(from),
    ...(until === null ? [] : [time(until)]),
    ...(entries.length === 0 ? [] : [sequence(...entries.map((each) => entry(from, each)))]),
    ...(extensions.length === 0 ? [] : [explicit(0, sequence(...extensions.map(extension)))]),
  );
  return sequence(signed, scheme.algorithm, bits(scheme.sign(signed, keys.privateKey)));
}
