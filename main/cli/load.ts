/** From a stunnel.conf to services that are ready to run: read, checked as stunnel would, and every named file looked at. */
import { realpathSync } from 'node:fs';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Note } from '../../preload/types.ts';
import type { ConfDocument, OptionLine } from '../conf/document.ts';
import { ConfError } from '../conf/error.ts';
import { parse } from '../conf/parse.ts';
import { type ConfService, lastOf, servicesOf } from '../conf/services.ts';
import { check } from '../conf/strict/verdict.ts';
import { readFlag } from '../conf/values/words.ts';
import { MOST_BYTES, readNamedFile, readNamedFileSync, readNamedPipe } from '../disk/named-file.ts';
import { compose, type Place, type SetText } from '../profile/files/include.ts';
import type { TunnelSpecification } from '../specification.ts';
import type { Policy } from '../state/policy.ts';
import { readIncludedFolder } from './included.ts';
import { type ClientFiles, clientSpecification, serviceName } from './literal/client-specification.ts';
import { noteNotApplied } from './literal/not-applied.ts';
import { readLevel } from './log.ts';
import { type LogId, readLogId } from './log-id.ts';
import { computerPolicy, forbidden } from './policy.ts';
import { thisPlatform, thisTlsLibrary } from './this-computer.ts';

/** What the options before the first section say about the program itself. */
export interface Globals {
  readonly logLevel: number;
  readonly quiet: boolean;
  readonly output: string | null;
  readonly overwrite: boolean;
  readonly pid: string | null;
}

export interface LoadedService {
  readonly specification: TunnelSpecification;
  readonly logLevel: number;
  readonly logId: LogId;
}

export type Loaded =
  | {
      readonly ok: true;
      readonly globals: Globals;
      readonly services: readonly LoadedService[];
      /** Of all sections. */
      readonly names: readonly string[];
      /** Sections that are not run, and why. */
      readonly left: readonly { readonly name: string; readonly server: boolean; readonly problem: string }[];
      readonly notApplied: readonly Note[];
    }
  /** Lines in stunnel's words, without `[!] `; the last one is the verdict. */
  | { readonly ok: false; readonly messages: readonly string[] };

export interface LoadOptions {
  /** Only this service; one that has no `accept` will do, as a file without sections has. */
  readonly only?: string;
}

/** How messages name the file: as stunnel does, by its real path. */
export function displayName(file: string): string {
  if (file === '-') return 'standard input';
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

/** A file, or a pipe as `<(command)` makes it. */
const readGiven = async (file: string): Promise<Uint8Array> =>
  (await readNamedPipe(file, MOST_BYTES)) ?? (await readNamedFile(file, MOST_BYTES));

const failed = (...messages: readonly string[]): Loaded => ({
  ok: false,
  messages: [...messages, 'Configuration failed'],
});

/** Never throws for what is wrong with the file. `-` is standard input, which can be read once. */
export async function load(file: string, options: LoadOptions = {}): Promise<Loaded> {
  const name = displayName(file);
  let written: string;
  try {
    written = decode(file === '-' ? await buffer(process.stdin) : await readGiven(file));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return { ok: false, messages: [`Invalid configuration file name "${file}": ${code}`] };
  }
  try {
    const verdict = check(parse(written), {
      fileName: name,
      readFolder: readIncludedFolder,
      computer: thisTlsLibrary,
      platform: thisPlatform,
    });
    if (verdict.kind === 'refused') return failed(...verdict.messages);
    const text = withoutReturns(written);
    const composed = compose({ path: name, text }, includedTexts(text));
    const document = parse(composed.text, { isPlain: true });
    const fips = document.lines.findLast((line) => line.kind === 'option' && line.canonical === 'fips');
    if (fips?.kind === 'option' && readFlag(fips.value)) {
      const place = relocate(`${name}:${fips.number}: "${fips.raw.trim()}"`, name, composed.places);
      return failed(`${place}: This TLS library has no FIPS mode`);
    }
    return heldTo(interpret(literal(document), options), await computerPolicy());
  } catch (error) {
    if (error instanceof ConfError) return failed(`${name}: ${error.message}`);
    throw error;
  }
}

/** stunnel knows bytes; anything but UTF-8 is at least shown. */
const decode = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** stunnel drops every CR, wherever it stands (file.c file_getline). */
const withoutReturns = (text: string): string => text.replaceAll('\r', '');

/** The strict reading has accepted the file, so every value is meant as it is written. */
function literal(document: ConfDocument): ConfDocument {
  const lines = document.lines.map((line) => (line.kind === 'option' ? { ...line, meant: line.value } : line));
  return { ...document, lines };
}

/**
 * The files of every folder that the text includes, and of those that they include (`include`, stunnel man page). The
 * strict reading has read them all, so that none is missing and they are not too many.
 */
function includedTexts(text: string, seen: ReadonlySet<string> = new Set()): SetText[] {
  return parse(text, { isPlain: true }).lines.flatMap((line) => {
    if (line.kind !== 'option' || line.canonical !== 'include') return [];
    const folder = readIncludedFolder(path.resolve(line.value));
    if (folder.kind !== 'files') return [];
    return folder.files.flatMap(({ path: file, text: content }) =>
      content === null || seen.has(file)
        ? []
        : [{ path: file, text: withoutReturns(content) }, ...includedTexts(content, new Set([...seen, file]))],
    );
  });
}

/** A message about a line of the composed text names the file that the line is in. */
function relocate(message: string, name: string, places: readonly Place[] | null): string {
  if (places === null || !message.startsWith(`${name}:`)) return message;
  const match = /^(\d+)(: .*)$/s.exec(message.slice(name.length + 1));
  const place = places[Number(match?.[1]) - 1];
  return match === null || place === undefined ? message : `${place.path}:${place.line}${match[2]}`;
}

const files: ClientFiles = {
  read: (file) => {
    try {
      return readNamedFileSync(file, MOST_BYTES);
    } catch {
      return null;
    }
  },
};

function interpret(document: ConfDocument, { only }: LoadOptions): Loaded {
  const { globals, services: sections } = servicesOf(document, { isOneFile: true });
  const heads = globals.length > 0 ? globals : (sections[0]?.own ?? []);
  const services: LoadedService[] = [];
  const left: { name: string; server: boolean; problem: string }[] = [];
  const notes = new Map<number, Note>();
  const keep = (note: Note) => notes.set(note.line ?? 0, note);
  for (const line of heads) {
    const note = noteNotApplied(line);
    if (note !== null) keep(note);
  }
  for (const [index, section] of sections.entries()) {
    const name = serviceName(section);
    if (only !== undefined && only !== name) continue;
    if (!isClient(section)) {
      left.push({ name, server: true, problem: 'It is a server’s service.' });
      continue;
    }
    // Without sections and without `accept` it is meant for inetd: stunnel serves standard input and output.
    const inetd = only !== undefined || (section.section === null && lastOf(section, 'accept') === null);
    const result = clientSpecification(section, { id: `${index}`, directory: process.cwd(), files, inetd });
    if (!result.ok) {
      left.push({ name, server: false, problem: result.problem });
      continue;
    }
    result.notApplied.forEach(keep);
    services.push({
      specification: result.specification,
      logLevel: readLevel(lastOf(section, 'debug')?.value ?? null),
      logId: readLogId(lastOf(section, 'logId')?.value ?? null),
    });
  }
  const notApplied = [...notes.values()].sort((one, other) => (one.line ?? 0) - (other.line ?? 0));
  const names = sections.map(serviceName);
  return { ok: true, globals: readGlobals(heads), services, names, left, notApplied };
}

/** A file without the services that may not be run: those are told as others that cannot be. */
function heldTo(loaded: Loaded, policy: Policy): Loaded {
  if (!loaded.ok) return loaded;
  const refused = loaded.services.flatMap(({ specification }) => {
    const problem = forbidden(specification, policy);
    return problem === null ? [] : [{ name: specification.name, server: false, problem }];
  });
  const services = loaded.services.filter(({ specification }) => forbidden(specification, policy) === null);
  return { ...loaded, services, left: [...loaded.left, ...refused] };
}

const isClient = (service: ConfService): boolean => readFlag(lastOf(service, 'client')?.value ?? '') === true;

function readGlobals(lines: readonly OptionLine[]): Globals {
  const last = (name: string) => lines.findLast(({ canonical }) => canonical === name)?.value ?? null;
  const file = (name: string) => {
    const value = last(name);
    return value === null || value === '' ? null : path.resolve(value);
  };
  return {
    logLevel: readLevel(last('debug')),
    quiet: last('foreground')?.toLowerCase() === 'quiet',
    output: file('output'),
    overwrite: last('log')?.toLowerCase() === 'overwrite',
    pid: file('pid'),
  };
}
