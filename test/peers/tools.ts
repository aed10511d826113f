import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

export const execute = promisify(execFile);

/** Where programs live that are not on an ordinary user's PATH: Debian's sbin, both homes of Homebrew, and Wine's own. */
const extraDirectories = [
  '/usr/sbin',
  '/sbin',
  '/usr/local/sbin',
  '/opt/homebrew/bin',
  '/opt/homebrew/sbin',
  '/usr/lib/wine',
];

/** Other names of a tool: Debian calls stunnel's program `stunnel4`, everybody else `stunnel`; Chromium has two as well. */
const alternatives: Readonly<Record<string, readonly string[]>> = {
  stunnel: ['stunnel4', 'stunnel'],
  chromium: ['chromium', 'chromium-browser'],
};

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The absolute path of a tool, or null when this machine does not have it. */
export function findTool(name: string): string | null {
  const directories = [...(process.env['PATH'] ?? '').split(path.delimiter).filter(Boolean), ...extraDirectories];
  const suffixes = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  for (const candidate of alternatives[name] ?? [name]) {
    for (const directory of directories) {
      for (const suffix of suffixes) {
        const file = path.join(directory, candidate + suffix);
        if (isExecutable(file)) return file;
      }
    }
  }
  return null;
}

/** For `describe.skipIf(!hasTool('stunnel'))`: suites whose peer is missing are reported as skipped, by name. */
export const hasTool = (name: string): boolean => findTool(name) !== null;

export function requireTool(name: string): string {
  const tool = findTool(name);
  if (tool === null) throw new Error(`${name} is not installed`);
  return tool;
}
