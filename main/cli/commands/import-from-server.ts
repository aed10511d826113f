/** `adit import ssh://USER@HOST`: what a server's configuration becomes, brought from the server by ssh. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fetchCommand, sshUrl } from '../../../preload/ssh-address.ts';
import { fetchConfiguration } from '../../launch/server-files/fetch.ts';
import type { Command } from '../arguments.ts';
import { type ExitStatus, exitStatus, type Output, printJson } from '../output.ts';
import { controlCommand } from './control.ts';
import { importCommand } from './import.ts';

type FromServer = Extract<Command, { readonly kind: 'import-from-server' }>;

export async function importFromServerCommand(
  { address, host, port, json, app }: FromServer,
  output: Output,
): Promise<ExitStatus> {
  output.message(`Running: ${fetchCommand(address).join(' ')}`);
  const fetched = await fetchConfiguration(address);
  if (!fetched.ok) {
    const { next = 'Check the address and the login, or log in as root.' } = fetched;
    if (json) printJson(output, { ok: false, error: { what: 'Nothing was brought.', why: fetched.why, next } });
    else output.message(`Nothing was brought: ${fetched.why} ${next}`);
    return exitStatus.failed;
  }
  const known = host ?? fetched.host;
  const name = `${known.replaceAll(/[^\w.-]+/g, '-')}.tar`;
  if (app === null) {
    const set = { name: null, files: [{ path: name, bytes: fetched.tar }], notes: [] };
    return importCommand({ file: sshUrl(address), host: known, port, json }, output, set);
  }
  // The app reads a file, before it answers.
  const folder = await mkdtemp(path.join(tmpdir(), 'adit-server-'));
  try {
    const file = path.join(folder, name);
    await writeFile(file, fetched.tar, { mode: 0o600 });
    return await controlCommand({ ...app, request: { kind: 'import', path: file, host: known } }, output);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
