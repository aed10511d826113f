/** `adit import ssh://USER@HOST`: what a server's configuration becomes, brought from the server by ssh. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fetchCommand, type SshAddress, sshUrl } from '../../../preload/ssh-address.ts';
import { type Fetched, fetchConfiguration } from '../../launch/server-files/fetch.ts';
import type { Command } from '../arguments.ts';
import { type ExitStatus, exitStatus, type Output, printJson } from '../output.ts';
import { askHidden } from '../passphrase.ts';
import { controlCommand } from './control.ts';
import { importCommand } from './import.ts';

type FromServer = Extract<Command, { readonly kind: 'import-from-server' }>;

export async function importFromServerCommand(
  { address, host, port, json, app }: FromServer,
  output: Output,
): Promise<ExitStatus> {
  const fetched = await fetchAsNeeded(address, output);
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

/** As who logs in; once more as root where that is needed, and somebody at the terminal gives sudo's password. */
async function fetchAsNeeded(address: SshAddress, output: Output): Promise<Fetched> {
  output.message(`Running: ${fetchCommand(address).join(' ')}`);
  const first = await fetchConfiguration(address);
  const isWanting = first.ok ? first.isPartial : first.isForbidden === true;
  if (!isWanting) return first;
  const password = await askHidden(`Password for sudo on ${address.host} (nothing: go on without): `);
  if (password === null || password === '') return first;
  output.message(`Running: ${fetchCommand(address, true).join(' ')}`);
  const second = await fetchConfiguration(address, password);
  return second.ok || !first.ok ? second : first;
}
