/** Fetching a server's configuration with the system's ssh, which asks on the terminal what it has to ask. */
import { execFile, spawn } from 'node:child_process';
import { env, platform } from 'node:process';
import { promisify } from 'node:util';
import { fetchCommand, type SshAddress } from '../../../preload/ssh-address.ts';
import { thisComputer } from '../installed.ts';
import { withWholePath } from '../whole-path.ts';
import { fetchScript, fetchStatus } from './fetch-script.ts';

export type Fetched =
  | {
      readonly ok: true;
      readonly tar: Uint8Array;
      /** As ssh knows the host of the address. */
      readonly host: string;
      /** Something was left out because root alone may read it. */
      readonly isPartial: boolean;
    }
  /** A sentence each; `next` is left out where address or login may be wrong. `isForbidden`: root might read it. */
  | { readonly ok: false; readonly why: string; readonly next?: string; readonly isForbidden?: true };

/** More than that is no configuration. */
const MOST_BYTES = 16 * 1024 * 1024;
const BY_SSH = 255;

/** `password`: sudo's on the server, to read as root what the login may not. Never rejects. */
export async function fetchConfiguration(address: SshAddress, password: string | null = null): Promise<Fetched> {
  const world = { ...thisComputer, platform, environment: env };
  const [program = '', ...args] = await withWholePath(fetchCommand(address, password !== null), world);
  const chunks: Buffer[] = [];
  let length = 0;
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<number | null | string>((resolve) => {
    child.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
    child.once('close', resolve);
  });
  child.stdin.on('error', () => undefined); // it has ended, and says why
  child.stdin.end(password === null ? fetchScript : `${password}\n${fetchScript}`);
  child.stdout.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > MOST_BYTES) child.kill();
    else chunks.push(chunk);
  });
  const status = await ended;
  if (length > MOST_BYTES) return { ok: false, why: 'The server sent more than 16 MiB.' };
  if (status === 'ENOENT') return { ok: false, why: 'There is no program ssh on this computer.', next: installSsh() };
  if (typeof status === 'string') return { ok: false, why: `ssh could not be started (${status}).` };
  if (status === fetchStatus.nothing)
    return { ok: false, why: 'There is no stunnel configuration in the usual places.' };
  if (status === fetchStatus.forbidden) {
    return { ok: false, why: 'There is no stunnel configuration that this login may read.', isForbidden: true };
  }
  if (status === BY_SSH) return { ok: false, why: 'ssh did not get there; what it says stands above.' };
  const isPartial = status === fetchStatus.partly;
  if (status !== 0 && !isPartial) return { ok: false, why: `The server’s shell ended with status ${status}.` };
  return { ok: true, tar: Buffer.concat(chunks), host: await hostOf(program, address), isPartial };
}

const installSsh = (): string =>
  platform === 'win32'
    ? 'Install it: Settings › System › Optional features › OpenSSH Client.'
    : 'Install it: its package is often called openssh-client or openssh.';

/** What a name of ~/.ssh/config stands for. */
async function hostOf(program: string, { host }: SshAddress): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(program, ['-G', host]);
    return /^hostname (\S+)$/m.exec(stdout)?.[1] ?? host;
  } catch {
    return host;
  }
}
