/**
 * The kit: everything that a server and its clients need, as a set of files; and what becomes of them when something is
 * asked of the same folder later. Pure but for randomness: nothing is read or written here. Private keys are in these files
 * and nowhere else.
 */
import { strToU8, zipSync } from 'fflate/browser';
import type { Answers, Service } from '../../preload/kit-answers.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { certificateNames, faultOf, hasAuthority, hasCertificate, serverNameOf } from './answers.ts';
import {
  AUTHORITY_DAYS,
  factsOf,
  type Identity,
  issue,
  newAuthority,
  revocationList,
  selfSigned,
} from './certificates.ts';
import { clientConfiguration, clientFiles, clientReadme } from './client-files.ts';
import { kitReadme } from './readme.ts';
import { type KitRecord, type KnownClient, writeRecord } from './record.ts';
import { scripts } from './scripts/scripts.ts';
import { serverConfiguration, serverFiles } from './stunnel-conf.ts';

export interface KitFile {
  /** From the kit's folder, with slashes. */
  readonly path: string;
  readonly mode: 0o600 | 0o644 | 0o755;
  readonly content: string | Uint8Array;
}

/** What is asked of the folder beside what the answers say. */
export interface Change {
  /** Clients to let in. With a passphrase their key is encrypted by it. */
  readonly add: readonly { readonly name: string; readonly passphrase: string | null }[];
  /** Clients to let in no longer. */
  readonly revoke: readonly string[];
  /** A new certificate for the server. */
  readonly renew: 'no' | 'same key' | 'new key';
}

/** What the folder has held so far. What is missing in it is made anew, but for the keys of clients. */
export interface Kept {
  readonly record: KitRecord;
  readonly authority: Identity | null;
  readonly server: Identity | null;
  /** Lines IDENTITY:KEY. */
  readonly preSharedKeys: string;
  /** PEM of the keys that are still in clients' files, by the client's name. */
  readonly clientKeys: ReadonlyMap<string, string>;
}

export interface KitInput {
  readonly answers: Answers;
  readonly kept: Kept | null;
  readonly change: Change;
  readonly now: Date;
  /** A key in PKCS #8, encrypted so that all TLS libraries read it (PBES2 with AES-256-CBC). */
  readonly encryptKey: (pem: string, passphrase: string) => string;
}

export type Kit =
  | {
      readonly ok: true;
      readonly files: readonly KitFile[];
      /** What a person should know or do now, a sentence each. */
      readonly notes: readonly Text[];
    }
  | { readonly ok: false; readonly sentence: Text };

const DAY_MS = 86_400_000;

export const clientPath = (name: string): string => `clients/${name}.zip`;
/** The one file for whoever comes, where clients show nothing. */
export const EVERYONE = 'everyone';

export const kitPaths = {
  record: 'kit.json',
  readme: 'README.md',
  authority: { certificate: 'authority/ca.pem', key: 'authority/ca.key' },
  server: { certificate: `server/${serverFiles.certificate}`, key: `server/${serverFiles.key}` },
  preSharedKeys: `server/${serverFiles.preSharedKeys}`,
} as const;

const refused = (sentence: Text): Kit => ({ ok: false, sentence });

export async function makeKit(input: KitInput): Promise<Kit> {
  const { answers, kept, change } = input;
  const fault = faultOf(answers) ?? faultOfChange(answers, kept, change);
  if (fault !== null) return refused(fault);
  const notes: Text[] = [];
  const authority = hasAuthority(answers) ? (kept?.authority ?? (await newAuthority(answers.host, input.now))) : null;
  const server = await serverIdentity(input, authority, notes);
  const clients = await clientsOf(input, authority, notes);
  if (kept !== null) notes.push(...changesForClients(kept.record.answers, answers));
  const people = clients.map(({ known }) => known);
  const files = [
    ...(await serverSide(input, authority, server, clients)),
    ...clients.flatMap((client) => clientFile(input, client, authority, server)),
    ...(answers.clients === 'none' ? [everyone(answers, authority, server)] : []),
    ...(authority === null
      ? []
      : [text(kitPaths.authority.certificate, authority.certificate), secret(kitPaths.authority.key, authority.key)]),
    text(kitPaths.readme, kitReadme(answers, people)),
  ];
  const record = writeRecord({ answers, clients: people, files: files.map(({ path }) => path) });
  return { ok: true, files: [...files, text(kitPaths.record, record)], notes };
}

const text = (path: string, content: string): KitFile => ({ path, mode: 0o644, content });
const secret = (path: string, content: string | Uint8Array): KitFile => ({ path, mode: 0o600, content });

function faultOfChange(answers: Answers, kept: Kept | null, { add, revoke, renew }: Change): Text | null {
  const known = kept?.record.clients ?? [];
  const nobody = [...known, ...add].length === 0;
  if (answers.clients === 'none' && (add.length > 0 || revoke.length > 0)) {
    return toSay('kit.fault.noClients');
  }
  if (answers.clients !== 'none' && nobody) return toSay('kit.fault.nobody');
  for (const { name } of add) {
    const before = known.find((client) => client.name === name);
    if (before === undefined) continue;
    return before.revokedAt === null ? toSay('kit.fault.sameClient', { name }) : toSay('kit.fault.takenOut', { name });
  }
  const stranger = revoke.find((name) => !known.some((client) => client.name === name));
  if (stranger !== undefined) return toSay('kit.fault.stranger', { name: stranger });
  if (renew !== 'no' && !hasCertificate(answers)) return toSay('kit.fault.nothingToRenew');
  if (renew !== 'no' && answers.certificate.kind === 'lets-encrypt') {
    return toSay('kit.fault.renewsItself');
  }
  return null;
}

/** The server's certificate: the one that is there while it says what it should, else a new one, with the same key if possible. */
async function serverIdentity(
  { answers, kept, change, now }: KitInput,
  authority: Identity | null,
  notes: Text[],
): Promise<Identity | null> {
  const { certificate } = answers;
  if (!hasCertificate(answers) || certificate.kind === 'lets-encrypt') return null;
  const names = certificateNames(answers);
  const before = kept?.server ?? null;
  if (before !== null && change.renew === 'no') {
    const facts = await factsOf(before.certificate);
    const isSame =
      kept?.record.answers.certificate.kind === certificate.kind && names.every((name) => facts.names.includes(name));
    if (isSame) {
      const left = Math.floor((facts.notAfter.getTime() - now.getTime()) / DAY_MS);
      if (left < 30) notes.push(left < 0 ? toSay('kit.note.hasRunOut') : toSay('kit.note.runsOut', { days: left }));
      return before;
    }
  }
  const key = change.renew === 'new key' ? null : (before?.key ?? null);
  const { days } = certificate;
  const isOther = key === null || kept?.record.answers.host !== answers.host;
  if (before !== null) notes.push(renewedNote(certificate.kind, isOther));
  if (certificate.kind === 'self-signed') return selfSigned(names, { now, days }, key);
  if (authority === null) throw new Error('There is no authority to sign the certificate.');
  return issue(authority, { now, days, purpose: 'server', commonName: answers.host, names, key });
}

/** `isOther`: it has another key or another name, which is what clients have pinned. */
function renewedNote(kind: 'self-signed' | 'authority', isOther: boolean): Text {
  if (kind === 'authority') return toSay('kit.note.renewed.authority');
  return isOther ? toSay('kit.note.renewed.other') : toSay('kit.note.renewed.sameKey');
}

/** Whether clients have to get their files again, and which services they lose until they do. */
function changesForClients(before: Answers, now: Answers): readonly Text[] {
  if (clientConfiguration(before, EVERYONE) === clientConfiguration(now, EVERYONE)) return [];
  const isSameWay = (service: Service) => {
    const after = now.services.find(({ name }) => name === service.name);
    return (
      after !== undefined &&
      after.accept === service.accept &&
      serverNameOf(now, after) === serverNameOf(before, service) &&
      now.host === before.host &&
      now.clients === before.clients &&
      now.certificate.kind === before.certificate.kind
    );
  };
  const lost = before.services.filter((service) => !isSameWay(service)).map(({ name }) => name);
  return [lost.length === 0 ? toSay('kit.note.again') : toSay('kit.note.again.lost', { lost: { list: lost } })];
}

interface Client {
  readonly known: KnownClient;
  /** PEM, null when the folder no longer has it. Of a pre-shared key the line IDENTITY:KEY. */
  readonly key: string | null;
  readonly preSharedKey: string | null;
}

async function clientsOf(input: KitInput, authority: Identity | null, notes: Text[]): Promise<readonly Client[]> {
  const { answers, kept, change, now } = input;
  const added = change.add.map(({ name, passphrase }) => ({ name, passphrase, certificate: null, revokedAt: null }));
  const all = [...(kept?.record.clients ?? []).map((known) => ({ ...known, passphrase: null })), ...added];
  const clients: Client[] = [];
  for (const { passphrase, ...known } of all) {
    const revokedAt = known.revokedAt ?? (change.revoke.includes(known.name) ? now.toISOString() : null);
    if (revokedAt !== null) {
      clients.push({ known: { ...known, revokedAt }, key: null, preSharedKey: null });
    } else if (answers.clients === 'psk') {
      clients.push({ known, key: null, preSharedKey: keptLine(kept, known.name) ?? newLine(known.name) });
    } else if (known.certificate !== null) {
      clients.push({ known, key: kept?.clientKeys.get(known.name) ?? null, preSharedKey: null });
    } else if (authority !== null) {
      const options = {
        now,
        days: AUTHORITY_DAYS,
        purpose: 'client',
        commonName: known.name,
        names: [],
        key: null,
      } as const;
      const { certificate, key } = await issue(authority, options);
      const given = passphrase === null ? key : input.encryptKey(key, passphrase);
      clients.push({ known: { ...known, certificate }, key: given, preSharedKey: null });
    }
  }
  if (change.revoke.length > 0) notes.push(toSay('kit.note.stillIn'));
  return clients;
}

const keptLine = (kept: Kept | null, name: string): string | null =>
  kept?.preSharedKeys.split('\n').find((line) => line.startsWith(`${name}:`)) ?? null;

/** 32 random bytes. */
function newLine(name: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return `${name}:${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

async function serverSide(
  { answers, now }: KitInput,
  authority: Identity | null,
  server: Identity | null,
  clients: readonly Client[],
): Promise<readonly KitFile[]> {
  const inServer = (name: string) => `server/${name}`;
  const revoked = clients.flatMap(({ known: { certificate, revokedAt } }) =>
    certificate === null || revokedAt === null ? [] : [{ certificate, at: new Date(revokedAt) }],
  );
  const lines = clients.flatMap(({ preSharedKey }) => preSharedKey ?? []);
  return [
    text(inServer(serverFiles.configuration), serverConfiguration(answers)),
    ...(server === null
      ? []
      : [text(inServer(serverFiles.certificate), server.certificate), secret(inServer(serverFiles.key), server.key)]),
    ...(answers.clients === 'certificate' && authority !== null
      ? [
          text(inServer(serverFiles.clientAuthority), authority.certificate),
          text(inServer(serverFiles.revoked), await revocationList(authority, revoked, now)),
        ]
      : []),
    ...(answers.clients === 'psk'
      ? [secret(inServer(serverFiles.preSharedKeys), lines.map((line) => `${line}\n`).join(''))]
      : []),
    ...scripts(answers).map(({ path, ...file }) => ({ path: inServer(path), ...file })),
  ];
}

/** What a client verifies the server with, as a file beside its configuration. */
function anchors(answers: Answers, authority: Identity | null, server: Identity | null): Record<string, string> {
  const { clients, certificate } = answers;
  if (clients === 'psk') return {};
  if (certificate.kind === 'self-signed' && server !== null) return { [clientFiles.server]: server.certificate };
  if (certificate.kind === 'authority' && authority !== null) return { [clientFiles.authority]: authority.certificate };
  return {};
}

function clientFile(
  { answers }: KitInput,
  { known, key, preSharedKey }: Client,
  authority: Identity | null,
  server: Identity | null,
): readonly KitFile[] {
  const { name, certificate, revokedAt } = known;
  if (revokedAt !== null) return [];
  const hasKey = key !== null || preSharedKey !== null;
  const isEncrypted = key?.includes('ENCRYPTED') ?? false;
  const entries = {
    [clientFiles.configuration]: clientConfiguration(answers, name),
    ...anchors(answers, authority, server),
    ...(answers.clients === 'certificate' && certificate !== null ? { [clientFiles.certificate]: certificate } : {}),
    ...(key === null ? {} : { [clientFiles.key]: key }),
    ...(preSharedKey === null ? {} : { [clientFiles.preSharedKey]: `${preSharedKey}\n` }),
    [clientFiles.readme]: clientReadme(answers, name, { hasKey, isEncrypted }),
  };
  return [secret(clientPath(name), pack(name, entries))];
}

function everyone(answers: Answers, authority: Identity | null, server: Identity | null): KitFile {
  const entries = {
    [clientFiles.configuration]: clientConfiguration(answers, null),
    ...anchors(answers, authority, server),
    [clientFiles.readme]: clientReadme(answers, null, { hasKey: false, isEncrypted: false }),
  };
  return { path: clientPath(EVERYONE), mode: 0o644, content: pack(answers.host.replaceAll(':', '-'), entries) };
}

/** A zip with one folder, so that unpacking it makes a place of its own. Keys are for their owner alone there as well. */
function pack(folder: string, entries: Readonly<Record<string, string>>): Uint8Array {
  const secrets: readonly string[] = [clientFiles.key, clientFiles.preSharedKey];
  return zipSync(
    Object.fromEntries(
      Object.entries(entries).map(([name, content]) => [
        `${folder}/${name}`,
        // The upper half holds Unix's mode, with the bit of a regular file (APPNOTE 4.4.15, by Info-ZIP's use).
        [strToU8(content), { os: 3, attrs: ((0o100000 | (secrets.includes(name) ? 0o600 : 0o644)) << 16) >>> 0 }],
      ]),
    ),
  );
}
