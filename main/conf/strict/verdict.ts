/**
 * Strict reading: whether stunnel 5.75 accepts a configuration, with its own words for what is wrong. Options of
 * Windows are accepted as well. What only the computer can tell (names, files, accounts) is a warning.
 */
import type { ConfDocument } from '../document.ts';
import { write } from '../document.ts';
import { findOption } from '../options.ts';
import { hasDrive, isAbsolutePath } from '../paths.ts';
import type { Computer } from './computer.ts';
import type { StrictLine } from './lines.ts';
import { printable, strictLines } from './lines.ts';
import type { StrictOption, StrictService } from './service.ts';
import { checkService } from './service.ts';
import { checkValue } from './values.ts';

/** Something that stunnel would find out on the computer itself. */
export interface Warning {
  readonly line: number;
  readonly text: string;
  /** A sentence. */
  readonly reason: string;
}

export type Verdict =
  | { readonly kind: 'accepted'; readonly warnings: readonly Warning[] }
  | {
      readonly kind: 'refused';
      /** What stunnel prints behind `[!] `, a line each; the last one is the verdict. */
      readonly messages: readonly string[];
      /** 1-based; null when it is about a service or the file as a whole. */
      readonly line: number | null;
      readonly warnings: readonly Warning[];
    };

/** A file of an included folder; `text` is null when it cannot be read. */
export interface IncludedFile {
  /** As stunnel calls it: the folder as it was written, a slash and the name. */
  readonly path: string;
  readonly text: string | null;
}

export type IncludedFolder =
  /** In the order of their names, without what is no file. */
  | { readonly kind: 'files'; readonly files: readonly IncludedFile[] }
  /** `reason` is what the system says. */
  | { readonly kind: 'unreadable'; readonly reason: string }
  /** Nobody looked into it. */
  | { readonly kind: 'unread' };

export type Platform = 'unix' | 'windows';

export interface CheckOptions {
  /** As it shall stand in the messages. */
  readonly fileName: string;
  /** What `include` finds in the folder. Left out: included files are not checked, which is a warning. */
  readonly readFolder?: (directory: string) => IncludedFolder;
  /** Left out: only the text is judged, not the files that it names nor lists for the TLS library. */
  readonly computer?: Computer;
  /** Whose rules are held to. Left out: those of Unix. */
  readonly platform?: Platform;
}

const NOT_VALID_HERE = 'Specified option name is not valid here';

/** A file that includes itself would include without end; stunnel crashes then. */
const MOST_INCLUDED = 200;

/**
 * The platform whose options and paths a file uses, when it uses those of one only: it is meant for that, wherever it lies.
 * null for a file that both take.
 */
export function platformOf(document: ConfDocument): Platform | null {
  const used = new Set(
    strictLines(write(document)).flatMap((line) => (line.kind === 'option' ? (platformOfLine(line) ?? []) : [])),
  );
  const [platform = null] = used;
  return used.size === 1 ? platform : null;
}

/** OpenSSL's engines for the certificate store of Windows, and drives, are nowhere else. */
function platformOfLine({ name, value }: Pick<StrictOption, 'name' | 'value'>): Platform | null {
  const option = findOption(name);
  const isWindows =
    (option?.value === 'path' && hasDrive(value) && isAbsolutePath(value)) ||
    (option?.name === 'engine' && /^(?:capi|cng)$/i.test(value));
  return isWindows ? 'windows' : (option?.platform ?? null);
}

/** Checks a document as stunnel would at its start. Never throws. */
export function check(document: ConfDocument, options: CheckOptions): Verdict {
  const { fileName, readFolder, computer, platform = 'unix' } = options;
  const state: State = {
    readFolder,
    computer,
    platform,
    globals: [],
    sections: [],
    warnings: [],
    engines: 0,
    included: 0,
  };
  const refused = readLines(strictLines(write(document)), fileName, state) ?? readEnd(state);
  return refused === null ? { kind: 'accepted', warnings: state.warnings } : { ...refused, warnings: state.warnings };
}

/** The option that a message says is not valid, when this stunnel does not know it at all; null for other messages. */
export function unknownOption(message: string): string | null {
  const [, name = ''] = /: "\s*([^="]{1,100}?)\s*=.*": Specified option name is not valid here$/.exec(message) ?? [];
  return name === '' || findOption(name) !== null ? null : name;
}

/** A section while its lines are read. */
class Section implements StrictService {
  name: string;
  readonly own: StrictOption[] = [];
  readonly #inherited: readonly StrictOption[];

  constructor(name: string, inherited: readonly StrictOption[]) {
    this.name = name;
    this.#inherited = inherited;
  }

  get options(): readonly StrictOption[] {
    return [...this.#inherited, ...this.own];
  }
}

interface State {
  readonly readFolder: CheckOptions['readFolder'];
  readonly computer: CheckOptions['computer'];
  readonly platform: Platform;
  readonly globals: StrictOption[];
  /** Those whose header was read, the current one last. */
  readonly sections: Section[];
  readonly warnings: Warning[];
  engines: number;
  /** Files so far. */
  included: number;
}

interface Refusal {
  readonly kind: 'refused';
  readonly messages: readonly string[];
  readonly line: number | null;
}

const refuse = (line: number | null, ...messages: readonly string[]): Refusal => ({
  kind: 'refused',
  messages: messages.map(printable),
  line,
});

/** The first mistake counts. A section is judged as a whole where the next one begins. */
function readLines(lines: readonly StrictLine[], fileName: string, state: State): Refusal | null {
  for (const line of lines) {
    const refused = line.kind === 'section' ? finish(state) : readLine(line, fileName, state);
    if (refused !== null) return refused;
    if (line.kind === 'section') state.sections.push(new Section(line.name, state.globals));
  }
  return null;
}

function readEnd(state: State): Refusal | null {
  const refused = finish(state);
  if (refused !== null || state.sections.length > 0) return refused;
  return checkOne({ name: null, options: state.globals }, [], state);
}

function readLine(line: Exclude<StrictLine, { kind: 'section' }>, fileName: string, state: State): Refusal | null {
  const at = (reason: string, ...details: readonly string[]) =>
    refuse(line.number, ...details, `${fileName}:${line.number}: "${line.text}": ${reason}`);
  if (line.kind === 'unreadable') return at("No '=' found");

  const global = state.sections.length === 0;
  const option = findOption(line.name);
  if (option === null || (option.scope === 'global' && !global)) return at(NOT_VALID_HERE);
  const folder = option.name === 'include' ? state.readFolder?.(line.value) : undefined;
  if (folder !== undefined && folder.kind !== 'unread') return readIncluded(folder, at, state);
  const verdict = checkValue(option, line.value, { global, engines: state.engines, computer: state.computer });
  if (verdict.kind === 'fatal') return at(verdict.reason, ...verdict.details);
  if (verdict.kind === 'depends') {
    const reason = `Not checked: this ${verdict.warning}.`;
    state.warnings.push({ line: line.number, text: line.text, reason });
  }
  if (option.name === 'engine') state.engines += 1;
  const { number, text, value } = line;
  const section = state.sections.at(-1);
  (section?.own ?? state.globals).push({ number, text, name: option.name, value });
  if (option.name === 'service' && section !== undefined) section.name = value;
  return null;
}

/** Included lines stand where the line stands: they may open sections (options.c, include_config). */
function readIncluded(
  folder: Exclude<IncludedFolder, { kind: 'unread' }>,
  at: (reason: string, ...details: readonly string[]) => Refusal,
  state: State,
): Refusal | null {
  if (folder.kind === 'unreadable') return at('Failed to include directory', `scandir: ${folder.reason}`);
  for (const { path, text } of folder.files) {
    state.included += 1;
    const failed =
      state.included > MOST_INCLUDED
        ? [`More than ${MOST_INCLUDED} files are included`]
        : text === null
          ? ['Cannot open configuration file']
          : readLines(strictLines(text), path, state)?.messages;
    if (failed !== undefined) return at('Failed to include a file', ...failed);
  }
  return null;
}

/** Judges what ends here: the options before the first section, or the last section so far. */
function finish(state: State): Refusal | null {
  if (state.sections.length === 0) return checkGlobals(state) ?? checkLibrary(state);
  const current = state.sections.at(-1);
  return current === undefined ? null : checkOne(current, state.sections, state);
}

/** What stunnel checks when it meets the first section, or the end of a file without one. */
function checkGlobals({ globals, platform }: State): Refusal | null {
  // Windows has no daemon that would lose its folder.
  if (platform === 'windows') return null;
  const last = (name: string) => globals.findLast((option) => option.name === name)?.value ?? null;
  const foreground = last('foreground')?.toLowerCase() ?? 'no';
  if (foreground !== 'no') return null;
  const output = last('output');
  if (output !== null && !output.startsWith('/')) {
    return refuse(null, 'Global options: Log file must include full path name');
  }
  const pid = last('pid') ?? '';
  return pid === '' || pid.startsWith('/')
    ? null
    : refuse(null, 'Global options: Pid file must include full path name');
}

/** Builds of OpenSSL in use, and the TLS library here, have no compression. */
function checkLibrary({ globals, computer }: State): Refusal | null {
  if (computer === undefined || globals.every(({ name }) => name !== 'compression')) return null;
  return refuse(null, 'Configured compression is unsupported by OpenSSL', 'Global options: Failed to initialize TLS');
}

function checkOne(service: StrictService, services: readonly StrictService[], state: State): Refusal | null {
  const { reason, details, lookups, remark } = checkService(service, services, state.computer);
  for (const { option, host } of lookups) {
    const warning = `Not checked: this needs the address of ${host}.`;
    state.warnings.push({ line: option.number, text: option.text, reason: warning });
  }
  if (remark !== undefined && !state.warnings.some(({ reason: said }) => said === remark.reason)) {
    state.warnings.push({ line: remark.option.number, text: remark.option.text, reason: remark.reason });
  }
  if (reason === null) return null;
  const where = service.name === null ? 'Inetd mode' : `Service [${service.name}]`;
  return refuse(null, ...details, `${where}: ${reason}`);
}
