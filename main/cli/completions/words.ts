/** What can be completed, of the commands' description. Pure. */
import { optionsOf } from '../arguments.ts';
import { type CommandName, commandNames } from '../command-line-in.ts';
import { commands } from '../description/index.ts';
import { shells } from '../shells.ts';

/** What stands in a place: profiles are asked for, files are the shell's affair. */
export type Kind = 'profiles' | 'files' | 'folders' | 'nothing' | readonly string[];

export interface OptionWords {
  /** With its hyphens. */
  readonly flag: string;
  readonly about: string;
  /** null: it has no value. */
  readonly value: Kind | null;
}

export interface CommandWords {
  readonly name: CommandName;
  readonly summary: string;
  readonly options: readonly OptionWords[];
  readonly operands: Kind;
}

const HELP: OptionWords = { flag: '--help', about: 'what the command does', value: null };

export const commandWords: readonly CommandWords[] = commandNames.map((name) => {
  const { summary, operand, options } = commands[name];
  const described = new Map(options.map((option) => [option.name as string, option]));
  return {
    name,
    summary,
    options: [
      ...optionsOf(name).map(({ name: option, hasValue }) => {
        const known = described.get(option);
        const about = known === undefined ? '' : firstClause(known.about);
        return { flag: `--${option}`, about, value: hasValue ? kindOfValue(option, known?.value ?? '') : null };
      }),
      HELP,
    ],
    operands: kindOfOperand(operand),
  };
});

function kindOfOperand(operand: string): Kind {
  if (operand === 'SHELL') return shells;
  if (/NAME|PROFILE/.test(operand)) return 'profiles';
  if (operand === 'FOLDER') return 'folders';
  return /FILE/.test(operand) ? 'files' : 'nothing';
}

function kindOfValue(option: string, value: string): Kind {
  if (value === 'DIR') return 'folders';
  return value === 'FILE' || option.endsWith('-file') ? 'files' : 'nothing';
}

/** A line in a list has room for one. */
function firstClause(about: string): string {
  const end = /[.;]\s/.exec(about)?.index ?? about.length;
  const clause = about.slice(0, end);
  return clause.split('(').length === clause.split(')').length ? clause : about;
}
