/** The help that the program prints, made of the commands' description. Pure. */
import { type CommandName, commandNames } from './command-line-in.ts';
import { commands, exitStatuses, programSummary } from './description/index.ts';

/** Where the second column begins at the most; a longer first word has a line of its own. */
const WIDEST = 20;
const LINE = 120;

export const helpText = (topic: CommandName | null): string => (topic === null ? overview() : helpOf(topic));

function overview(): string {
  const rows = commandNames.map((name) => {
    const { operand, summary } = commands[name];
    return [operand === '' ? name : `${name} ${operand}`, summary] as const;
  });
  return [
    programSummary,
    '',
    'Usage: adit COMMAND',
    '',
    ...columns(rows, 15),
    '',
    ...columns(
      [
        ['--help', 'this text, or that of a command: adit COMMAND --help'],
        ['--version', 'the version'],
      ],
      15,
    ),
    '',
    exitStatuses,
  ].join('\n');
}

function helpOf(name: CommandName): string {
  const { usage, about, options, after } = commands[name];
  const flags = options.map(({ name: option, value, about: text }) => {
    return [value === null ? `--${option}` : `--${option} ${value}`, text] as const;
  });
  const width = Math.max(0, ...flags.map(([flag]) => flag.length).filter((length) => length <= WIDEST));
  return [
    usage.map((form, index) => `${index === 0 ? 'Usage:' : '      '} adit ${form}`).join('\n'),
    about,
    ...(flags.length === 0 ? [] : [columns(flags, width).join('\n')]),
    ...(after === undefined ? [] : [after]),
  ].join('\n\n');
}

/** `width` of the first column, in characters. */
function columns(rows: readonly (readonly [string, string])[], width: number): readonly string[] {
  const indent = ' '.repeat(width + 4);
  return rows.flatMap(([first, second]) => {
    const lines = wrapped(second, LINE - indent.length);
    const [beginning = '', ...rest] = first.length > width ? ['', ...lines] : lines;
    return [`  ${first.padEnd(width)}  ${beginning}`.trimEnd(), ...rest.map((line) => indent + line)];
  });
}

function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}
