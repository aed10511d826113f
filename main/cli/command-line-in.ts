/** Whether a start of the program is meant for its command line. Pure, and light: the app's own start goes through it. */

/** In the order of the help. */
export const commandNames = [
  'list',
  'status',
  'on',
  'off',
  'open',
  'log',
  'report',
  'import',
  'check',
  'run',
  'connect',
  'probe',
  'diagnose',
  'capabilities',
  'demo',
  'service',
  'server-kit',
  'completions',
] as const;
export type CommandName = (typeof commandNames)[number];

export const isCommandName = (name: string): name is CommandName => commandNames.some((known) => known === name);

const INSTEAD_OF_A_COMMAND: readonly string[] = ['help', '--help', '-h', '--version', '-V'];

/** Says that what stands behind `--` is a command line, whatever it is; the launchers give it. */
const MARK = '--cli';

/**
 * What stands behind the program's name when this start is one of the command line program, else null: files and links
 * to open, switches of Chromium, or nothing. File managers name files by whole paths, so that a bare word that is a
 * command is meant as one. Switches of Chromium may stand before it.
 *
 * @param argv of the process.
 * @param packaged an app that is not packaged is the first word of its own command line.
 */
export function commandLineIn(argv: readonly string[], packaged: boolean): readonly string[] | null {
  const given = argv.slice(1);
  const end = given.indexOf('--');
  const before = end === -1 ? given : given.slice(0, end);
  if (end !== -1 && before.includes(MARK)) return given.slice(end + 1);
  const skipped = packaged ? 0 : before.findIndex((word) => !word.startsWith('-')) + 1;
  const at = before.slice(skipped).findIndex((word) => !word.startsWith('-') || INSTEAD_OF_A_COMMAND.includes(word));
  if (at === -1) return null;
  const own = given.slice(skipped + at);
  const [first = ''] = own;
  return isCommandName(first) || INSTEAD_OF_A_COMMAND.includes(first) ? own : null;
}
