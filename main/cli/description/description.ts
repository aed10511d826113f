/** What a command is and takes, as data: help, man page and completions are made of it. */

export interface OptionDescription {
  /** Without its hyphens. */
  readonly name: string;
  /** What stands behind it; null: nothing. */
  readonly value: string | null;
  readonly about: string;
}

export interface CommandDescription {
  /** For the list of commands: `NAME`. Empty: nothing. */
  readonly operand: string;
  /** One line, without a full stop. */
  readonly summary: string;
  /** Behind the program's name, one for each form. */
  readonly usage: readonly string[];
  /** Paragraphs; examples are indented by two blanks. */
  readonly about: string;
  /** Those that people need to know; `optionsOf` has all. */
  readonly options: readonly OptionDescription[];
  /** What is better said behind the options. */
  readonly after?: string;
}

export const json: OptionDescription = { name: 'json', value: null, about: 'print JSON' };
export const userData: OptionDescription = {
  name: 'user-data',
  value: 'DIR',
  about: 'of an app that was started with --user-data-dir',
};
