/** Completions for fish. Pure. */
import { type CommandWords, commandWords, type Kind } from './words.ts';

const quoted = (text: string): string => `'${text.replace(/['\\]/g, (sign) => `\\${sign}`)}'`;
const when = (name: string): string => `-n '__fish_seen_subcommand_from ${name}'`;

const values = (kind: Kind): string => {
  if (kind === 'files') return '-F';
  if (kind === 'folders') return `-a '(__fish_complete_directories)'`;
  if (kind === 'profiles') return `-a '(adit list --names 2>/dev/null)'`;
  return kind === 'nothing' ? '' : `-a ${quoted(kind.join(' '))}`;
};

const line = (...parts: readonly string[]): string =>
  ['complete -c adit', ...parts].filter((part) => part !== '').join(' ');

const ofCommand = ({ name, summary, options, operands }: CommandWords): readonly string[] => [
  line('-n __fish_use_subcommand', `-a ${name}`, `-d ${quoted(summary)}`),
  ...options.map(({ flag, about, value }) =>
    line(
      when(name),
      `-l ${flag.slice(2)}`,
      value === null ? '' : `${value === 'files' ? '-r' : '-x'} ${values(value)}`.trim(),
      about === '' ? '' : `-d ${quoted(about)}`,
    ),
  ),
  ...(operands === 'nothing' ? [] : [line(when(name), values(operands))]),
];

export const fishCompletions = (): string =>
  [
    "# Completion of adit's commands for fish, made by: adit completions fish",
    line('-f'),
    line('-n __fish_use_subcommand', '-l help', "-d 'what there is'"),
    line('-n __fish_use_subcommand', '-l version', "-d 'the version'"),
    ...commandWords.flatMap(ofCommand),
    '',
  ].join('\n');
