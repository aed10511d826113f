/** What a table of clients holds: a program that a person may have, where it is found, and how it is started. */
import type { Text } from '../../preload/words/text.ts';
import type { Target } from './target.ts';

export type Start =
  /** In a window of a terminal. */
  | { readonly kind: 'terminal'; readonly argv: readonly string[] }
  /** It has windows of its own. */
  | { readonly kind: 'program'; readonly argv: readonly string[] }
  /** The system opens it with whatever it has for the scheme. */
  | { readonly kind: 'url'; readonly url: string };

type Desktop = 'linux' | 'darwin' | 'win32';

/**
 * Where a program is looked for, in that order: a name on the PATH, a file, or a place that begins with a folder in braces
 * (`folders` in installed.ts says which there are). A system that is left out does not have it.
 */
export type Places = Readonly<Partial<Record<Desktop, readonly string[]>>>;

/** By the id of a client or a terminal: where it was found on this computer. */
export type Installed = ReadonlyMap<string, string>;

export interface Client {
  /** Kept in settings: never changes. */
  readonly id: string;
  /** A program's name stays as it is. */
  readonly label: string | Text;
  /** `system`: it is a part of the system, or the system knows who does it. */
  readonly places: Places | { readonly system: readonly Desktop[] };
  /**
   * `program` is the place where it was found, or the name of the first place. Left out: it takes more than one step
   * (openvpn/hand-over.ts).
   */
  readonly start?: (target: Target, program: string) => Start;
  /** What a person should know who uses it: sentences. */
  readonly notes?: (target: Target) => readonly Text[];
}

/** Something to copy for those who would rather type. */
export interface CopyLine {
  readonly label: string | Text;
  /** A command, an address; settings to enter are a sentence. */
  readonly text: string | Text;
}

/** How one application is reached. */
export interface Recipe {
  /** For a button: `Open SSH`. */
  readonly label: Text;
  /** In the order in which they are taken when a person has not chosen; empty: there is nothing to start. */
  readonly clients: readonly Client[];
  /** What anybody can type, the main line first. Never empty. */
  readonly lines: (target: Target) => readonly CopyLine[];
}

export const inTerminal = (...argv: readonly string[]): Start => ({ kind: 'terminal', argv });
export const program = (...argv: readonly string[]): Start => ({ kind: 'program', argv });
export const url = (address: string): Start => ({ kind: 'url', url: address });

/** macOS starts an application's folder by `open`; what follows goes to the program itself. */
export const application = (place: string, platform: NodeJS.Platform, ...argv: readonly string[]): Start =>
  platform === 'darwin'
    ? program('/usr/bin/open', '-n', '-a', place, ...(argv.length > 0 ? ['--args', ...argv] : []))
    : program(place, ...argv);

/** Opens a URL with one application instead of the one that the system would take. */
export const applicationUrl = (place: string, platform: NodeJS.Platform, address: string): Start =>
  platform === 'darwin' ? program('/usr/bin/open', '-a', place, address) : program(place, address);
