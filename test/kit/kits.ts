/** Kits as the tests make them, and what they hold put to use: the server's side in stunnel, a client's file as Adit imports it. */
import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { disk } from '../../main/disk/disk.ts';
import { encryptKey, openFolder, writeFolder } from '../../main/kit/folder.ts';
import { type Change, clientPath, makeKit } from '../../main/kit/kit.ts';
import { readSet } from '../../main/profile/files/read-set.ts';
import { readPaths } from '../../main/profile/files/walk.ts';
import { adopt } from '../../main/profile/import/adopt.ts';
import { pskOf, specificationOf } from '../../main/profile/specification.ts';
import type { TunnelSpecification } from '../../main/specification.ts';
import { certificateFacts } from '../../main/trust/certificate-facts.ts';
import { type Answers, answersSchema } from '../../preload/kit-answers.ts';
import type { Profile } from '../../preload/types.ts';
import { say } from '../../preload/words/say.ts';
import { type RunningProcess, startProcess } from '../peers/process.ts';
import { requireTool } from '../peers/tools.ts';

export const HOST = 'tunnel.example.org';
export const unchanged: Change = { add: [], revoke: [], renew: 'no' };

/** For SSH at 127.0.0.1:22, with a certificate that clients pin, for whoever comes. */
export function answersWith(changes: Partial<Answers> = {}): Answers {
  return answersSchema.parse({
    host: HOST,
    services: [{ name: 'ssh', application: 'ssh', host: '127.0.0.1', port: 22, accept: 443 }],
    platform: 'debian',
    certificate: { kind: 'self-signed', days: 30 },
    clients: 'none',
    page: { kind: 'none' },
    ...changes,
  });
}

/** Makes or changes the kit in the folder as the command does. Gives its notes; what is refused is thrown. */
export async function writeKit(
  folder: string,
  answers: Answers,
  change: Partial<Change> = {},
  now = new Date(),
): Promise<readonly string[]> {
  const opened = await openFolder(folder);
  if (!opened.ok) throw new Error(say(opened.sentence));
  const kit = await makeKit({ answers, kept: opened.kept, change: { ...unchanged, ...change }, now, encryptKey });
  if (!kit.ok) throw new Error(say(kit.sentence));
  await writeFolder(folder, kit.files, opened.kept);
  return kit.notes.map(say);
}

export const client = (name: string, passphrase: string | null = null) => ({ name, passphrase });

/**
 * stunnel with the configuration of the kit as it is, but for what only the server has: its folder, its accounts, and its
 * interfaces instead of loopback.
 */
export async function startServer(folder: string): Promise<RunningProcess> {
  const server = path.join(folder, 'server');
  const written = await readFile(path.join(server, 'stunnel.conf'), 'utf8');
  const jail = path.join(folder, 'empty');
  await mkdir(jail, { recursive: true });
  const isRoot = process.getuid?.() === 0;
  const configuration = written
    .replaceAll(/(= )(?:\/usr\/local)?\/etc\/stunnel\/adit\//g, `$1${server}/`)
    .replaceAll(/^(cert|key|CAfile|CRLfile|PSKsecrets) = (?=\w)/gm, `$1 = ${server}/`)
    .replace(/^setuid = .*$/m, isRoot ? 'setuid = nobody' : '')
    .replace(/^setgid = .*$/m, isRoot ? 'setgid = nogroup' : '')
    .replace(/^chroot = .*$/m, isRoot ? `chroot = ${jail}` : '')
    .replaceAll(/^accept = :::\d+\n/gm, '')
    .replaceAll(/^accept = (\d+)$/gm, 'accept = 127.0.0.1:$1')
    .replace('debug = notice', 'debug = info');
  // A program of Windows is its own service, and needs to be told to stay in the foreground elsewhere.
  const text = configuration.includes('foreground')
    ? configuration
    : `foreground = yes\npid =\nsyslog = no\n${configuration}`;
  const file = path.join(folder, 'running.conf');
  await writeFile(file, text);
  return startProcess({
    command: requireTool('stunnel'),
    args: [file],
    cwd: folder,
    ready: /Accepting new connections/,
  });
}

/** Unpacks a client's file, and gives the folder in it. The server is at 127.0.0.1 here, whatever its name. */
export async function unpack(kit: string, name: string, target: string): Promise<string> {
  const files = Object.entries(unzipSync(await readFile(path.join(kit, clientPath(name)))));
  for (const [file, bytes] of files) {
    const place = path.join(target, file);
    await mkdir(path.dirname(place), { recursive: true });
    await writeFile(place, bytes);
    await chmod(place, /client\.key$|psk\.txt$/.test(file) ? 0o600 : 0o644);
  }
  const folder = path.join(target, files[0]?.[0].split('/')[0] ?? '');
  const configuration = path.join(folder, 'client.conf');
  const text = await readFile(configuration, 'utf8');
  await writeFile(configuration, text.replaceAll(`connect = ${HOST}:`, 'connect = 127.0.0.1:'));
  return folder;
}

/** The profiles that the folder becomes when it is dropped on the window. */
export async function importFolder(folder: string): Promise<readonly Profile[]> {
  const given = await readPaths([folder], disk);
  if (!given.ok) throw new Error(say(given.explanation.what));
  const options = { fileName: null, takenPorts: new Set<number>(), hasIpv6: false, isThere: () => true };
  const read = await readSet(given.set, options, certificateFacts);
  if (!read.ok) throw new Error(say(read.explanation.what));
  const answers = read.proposal.services.map(({ view }) => {
    const { key, name, application, host, remotePort, localPort, user } = view;
    const open = (view.needs ?? []).filter(({ required }) => required);
    if (host === null || remotePort === null || localPort === null || open.length > 0 || view.unverified) {
      throw new Error(`The import asks: ${JSON.stringify(view)}`);
    }
    return { key, name, application, host, remotePort, localPort, user };
  });
  return adopt(read.proposal, answers, randomUUID);
}

/** What the engine is told of a client's service, on any free local port. */
export async function specificationIn(
  folder: string,
  passphrase: string | null = null,
  service = 0,
): Promise<TunnelSpecification> {
  const profile = (await importFolder(folder))[service];
  if (profile === undefined) throw new Error('There is no such service.');
  const texts = profile.psk?.kind === 'file' ? await readFile(profile.psk.path, 'utf8') : null;
  const psk = pskOf(profile, {}, () => texts);
  if (!psk.ok) throw new Error(JSON.stringify(psk.error));
  const secrets = passphrase === null ? {} : { 'key-passphrase': passphrase };
  return {
    ...specificationOf(profile, { secrets, psk: psk.psk }),
    id: 'tunnel',
    accept: [{ host: '127.0.0.1', port: 0 }],
  };
}
