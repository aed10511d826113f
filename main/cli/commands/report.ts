/** `adit report`: the diagnostic report, from what the app has written. It knows secrets by their looks only. */
import { open, readFile } from 'node:fs/promises';
import { homedir, hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { version } from '../../../package.json';
import { MOST_LINES, reportOf } from '../../profile/report/report.ts';
import { readStored, type Stored } from '../../profile/stored.ts';
import { capabilities } from '../../tunnel/tls/capabilities.ts';
import type { Command } from '../arguments.ts';
import { type ExitStatus, exitStatus, type Output } from '../output.ts';
import { findProfile, folderOf, NO_FOLDER } from '../stored-profiles.ts';

type Report = Extract<Command, { readonly kind: 'report' }>;

/** Enough for the lines of a report. */
const MOST_BYTES = 512 * 1024;

export async function reportCommand(command: Report, output: Output): Promise<ExitStatus> {
  const { name, hidesHosts, hidesAddresses, userData } = command;
  const folder = folderOf(userData);
  const one = name === null ? null : await findProfile(name, userData);
  if (folder === null || one?.kind === 'none') {
    output.message(one?.kind === 'none' ? one.why : NO_FOLDER);
    return exitStatus.failed;
  }
  const { profiles, settings } = await storedIn(folder);
  const chosen = one === null ? profiles : [one.profile];
  const facts = {
    about: {
      version,
      electron: process.versions['electron'] ?? 'none, this is the command line',
      node: process.versions.node,
      tlsLibrary: capabilities().library,
      platform: `${process.platform} ${process.arch}`,
    },
    settings,
    profiles: chosen,
    known: profiles,
    statuses: new Map(chosen.map(({ id }) => [id, 'not known to the command line'])),
    log: await endOf(join(folder, 'logs', 'adit.log')),
    secrets: [],
    home: homedir(),
    userName: userName(),
    computer: hostname(),
  };
  output.result(reportOf(facts, { hidesHosts, hidesAddresses }));
  return exitStatus.done;
}

async function storedIn(folder: string): Promise<Stored> {
  try {
    return readStored(JSON.parse(await readFile(join(folder, 'profiles.json'), 'utf8')));
  } catch {
    return readStored(null);
  }
}

/** The system has no entry for some users, as in a container. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}

async function endOf(file: string): Promise<readonly string[]> {
  try {
    const handle = await open(file);
    try {
      const { size } = await handle.stat();
      const from = Math.max(0, size - MOST_BYTES);
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
      const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
      return lines.filter((line) => line !== '').slice(-MOST_LINES);
    } finally {
      await handle.close();
    }
  } catch {
    return [];
  }
}
