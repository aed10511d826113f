/** What makes `adit run` a service of the system: files, and commands about them. Types only. */

export interface Service {
  /** As the system shows it, and part of file names. */
  readonly name: string;
  /** For everybody, from the start of the computer; else for one person, from the login. */
  readonly system: boolean;
  /** The program and its first words, up to `run`. */
  readonly program: readonly string[];
  /** The configuration, as a whole path. */
  readonly file: string;
  /** Whom it runs as, for one of the system: who owns the configuration, and so can read what it names. */
  readonly user: string;
  /** Folders into which the configuration wants something written: its log, its process id. */
  readonly writes: readonly string[];
}

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly uid: number;
}

export interface BackgroundPlan {
  readonly unit: { readonly path: string; readonly text: string };
  /** Folders that have to be there. */
  readonly folders: readonly string[];
  readonly install: readonly Command[];
  readonly remove: readonly Command[];
  /** What a person should know when it is installed, a sentence or a line each. */
  readonly words: readonly string[];
}

export interface Command {
  readonly line: readonly [string, ...string[]];
  /** Whether it may fail: to stop what does not run. */
  readonly optional: boolean;
}
