/** `adit diagnose --log`: what stunnel has logged, in words. */
import { buffer } from 'node:stream/consumers';
import type { LogFinding } from '../../../preload/diagnosis.ts';
import { say } from '../../../preload/words/say.ts';
import { readLog } from '../../diagnose/log/read-log.ts';
import { readNamedFileSync } from '../../disk/named-file.ts';
import type { Command } from '../arguments.ts';
import { type ExitStatus, exitStatus, type Output, printJson } from '../output.ts';

/** Of a log that is read whole, of which the end counts. */
const MOST_BYTES = 64 * 1024 * 1024;

type DiagnoseLog = Extract<Command, { readonly kind: 'diagnose-log' }>;

export async function diagnoseLogCommand({ file, json }: DiagnoseLog, output: Output): Promise<ExitStatus> {
  let log: string;
  try {
    log = String(file === '-' ? await buffer(process.stdin) : readNamedFileSync(file, MOST_BYTES));
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? ` (${String(error.code)})` : '';
    output.message(
      `The log ${file} cannot be read${why}. Name a file that stunnel has written, or - for standard input.`,
    );
    return exitStatus.failed;
  }
  const reading = readLog(log);
  const ok = reading.findings.every(({ isFault }) => !isFault);
  if (json) printJson(output, { ok, ...reading });
  else for (const line of linesOf(reading)) output.result(line);
  return ok ? exitStatus.done : exitStatus.failed;
}

function linesOf({ role, lines, findings }: ReturnType<typeof readLog>): string[] {
  if (lines === 0) return ['None of these lines is stunnel’s. Lines of its log have LOG and a number in them.'];
  const whose = role === 'unknown' ? 'a server’s or a client’s' : `a ${role}’s`;
  const head = `${lines} ${lines === 1 ? 'line' : 'lines'} of stunnel’s log, ${whose}.`;
  if (findings.length === 0) return [head, 'None of them says that something is wrong.'];
  return [head, ...findings.flatMap(findingLines)];
}

const findingLines = ({ line, count, text, title, why, next, isFault }: LogFinding): string[] => [
  '',
  `${isFault ? '' : 'note: '}${say(title)}`,
  `  line ${line}${count > 1 ? `, and ${count - 1} more` : ''}: ${text}`,
  `  ${say(why)}`,
  `  ${say(next)}`,
];
