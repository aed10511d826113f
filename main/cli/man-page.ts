/** The manual page adit(1), made of the commands' description. In the macros of man(7). Pure. */
import { type CommandName, commandNames } from './command-line-in.ts';
import { commands, exitStatuses, programSummary } from './description/index.ts';

/** When what the page says has changed the last time. */
const DATE = '2026-11-29';

/** A line of text: what troff takes for its own is escaped. */
const plain = (text: string): string =>
  text
    .replaceAll('\\', '\\(rs')
    .replaceAll('-', '\\-')
    .replace(/^([.'])/gm, '\\&$1');

/** Paragraphs; what is indented stays as it is. */
const prose = (text: string): readonly string[] =>
  text
    .split('\n\n')
    .flatMap((paragraph) =>
      paragraph.startsWith('  ')
        ? ['.PP', '.RS 4', '.nf', ...paragraph.split('\n').map((line) => plain(line.slice(2))), '.fi', '.RE']
        : ['.PP', ...paragraph.split('\n').map(plain)],
    );

function command(name: CommandName): readonly string[] {
  const { usage, about, options, after } = commands[name];
  const [first = '', ...others] = usage;
  const forms = others.flatMap((form) => [`\\fBadit ${plain(form)}\\fR`, '.PP']);
  const [, ...paragraphs] = prose(about);
  return [
    `.SS "adit ${plain(first)}"`,
    ...forms,
    ...paragraphs,
    ...options.flatMap(({ name: option, value, about: text }) => [
      '.TP',
      value === null ? `\\fB\\-\\-${plain(option)}\\fR` : `\\fB\\-\\-${plain(option)}\\fR \\fI${plain(value)}\\fR`,
      plain(text),
    ]),
    ...(after === undefined ? [] : prose(after)),
  ];
}

export const manPage = (version: string): string =>
  [
    `.TH ADIT 1 "${DATE}" "Adit ${version}" "User Commands"`,
    '.SH NAME',
    `adit \\- client end of TLS tunnels to stunnel servers`,
    '.SH SYNOPSIS',
    '.B adit',
    '\\fICOMMAND\\fR [\\fIOPTIONS\\fR]',
    '.PP',
    '.B adit',
    '[\\fIFILE\\fR | \\fILINK\\fR] ...',
    '.SH DESCRIPTION',
    plain(programSummary),
    'Without a command, or with files and links to open, the app is started.',
    'These commands need no display:',
    ...commandNames.flatMap((name) => {
      const { operand, summary } = commands[name];
      return ['.TP', `\\fB${plain(name)}\\fR${operand === '' ? '' : ` \\fI${plain(operand)}\\fR`}`, plain(summary)];
    }),
    '.SH COMMANDS',
    ...commandNames.flatMap(command),
    '.SH EXIT STATUS',
    plain(exitStatuses.replace(/^Exit status: /, '')),
    '.SH SEE ALSO',
    '.BR stunnel (8),',
    '.BR ssh_config (5)',
    '',
  ].join('\n');
