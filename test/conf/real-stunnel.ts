/** What the installed stunnel says to a configuration. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execute, requireTool } from '../peers/tools.ts';

/** As it is called in stunnel's messages. */
export const FILE_NAME = 'x.conf';

/** What stunnel prints behind `[!] `: the verdict, and what it said before it. */
export interface RealVerdict {
  /** null when stunnel gave none: it crashed, hung or started. */
  readonly message: string | null;
  readonly details: readonly string[];
  /** Whether the message is not complete: stunnel's longest line has 1024 bytes. */
  readonly cut: boolean;
  readonly crashed: boolean;
}

const LONGEST_MESSAGE = 1024;

const isVerdict = /^(?:Service \[|Inetd mode: |Global options: |x\.conf:\d+: )/;

/** Runs stunnel in the folder, where the configuration is written to. `decode` reads its bytes as the file's are read. */
export async function realVerdict(
  folder: string,
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => string,
): Promise<RealVerdict> {
  await writeFile(path.join(folder, FILE_NAME), bytes);
  const { printed, crashed } = await new Promise<{ printed: Uint8Array; crashed: boolean }>((resolve) => {
    const options = { cwd: folder, encoding: 'buffer', timeout: 20_000, killSignal: 'SIGKILL' } as const;
    execFile(requireTool('stunnel'), [FILE_NAME], options, (error, stdout, stderr) => {
      resolve({ printed: Buffer.concat([stdout, stderr]), crashed: error?.signal === 'SIGSEGV' });
    });
  });
  const errors = decode(printed)
    .split('\n')
    .flatMap((line) => (line.startsWith('[!] ') ? [line.slice(4)] : []))
    .map((line) => ({
      // stunnel calls the file by its full path.
      text: line.replace(`${folder}${path.sep}${FILE_NAME}:`, `${FILE_NAME}:`),
      cut: Buffer.byteLength(line) >= LONGEST_MESSAGE,
    }));
  const index = errors.findLastIndex(({ text }) => isVerdict.test(text));
  const details = (index < 0 ? errors : errors.slice(0, index)).map(({ text }) => text);
  return { message: errors[index]?.text ?? null, details, cut: errors[index]?.cut ?? false, crashed };
}

/** `stunnel 5.68 on … with OpenSSL …`, for the report. */
export async function stunnelVersion(): Promise<string> {
  const { stderr } = await execute(requireTool('stunnel'), ['-version']);
  const line = (pattern: RegExp) => pattern.exec(stderr)?.[0] ?? '';
  return `${line(/stunnel [\d.]+/)} with ${line(/OpenSSL [\d.]+/)}`;
}
