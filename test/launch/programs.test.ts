/** The programs that people have, started as Adit starts them: what they say first shows that they understood where to go. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { planLaunch } from '../../main/launch/plan.ts';
import type { Application, Profile, Settings } from '../../preload/types.ts';
import { sayClause } from '../../preload/words/say.ts';
import { plainProfile } from '../export/arbitrary.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { findTool, hasTool } from '../peers/tools.ts';

/** What a program sends first to a server that greets with these bytes; ends the program. */
async function firstWords(
  argvFor: (port: number, socket: string) => readonly string[],
  greeting: Buffer = Buffer.alloc(0),
  socketName: string | null = null,
): Promise<Buffer> {
  await using home = await temporaryDirectory();
  const socket = join(home.path, socketName ?? '');
  const server = createServer();
  server.listen(socketName === null ? { port: 0, host: '127.0.0.1' } : { path: socket });
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const [program = '', ...args] = argvFor(port, socket);
  const child = spawn(findTool(program) ?? program, args, {
    stdio: ['pipe', 'ignore', 'pipe'],
    // In a group of its own, without a terminal: what it starts ends with it, and a password is asked for on its input.
    detached: true,
    env: { ...process.env, HOME: home.path, TERM: 'dumb', PGPASSWORD: 'x' },
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  child.stdin.on('error', () => undefined);
  child.stdin.write('\n');
  const ended = once(child, 'exit');
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      child.on('error', reject);
      void ended.then(() => reject(new Error(`${program} ended without a word: ${complaints}`)));
      server.on('connection', (socket) => {
        socket.on('error', () => socket.destroy());
        socket.write(greeting);
        socket.once('data', resolve);
      });
    });
  } finally {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, 'SIGKILL');
    await ended;
    child.stderr.destroy();
    server.close();
  }
}

/** What MySQL 8 greets with (Protocol::HandshakeV10), cut to what a client has to know. */
const mysqlGreeting = Buffer.concat([
  Buffer.from([74, 0, 0, 0, 10]),
  Buffer.from('8.0.36\0'),
  Buffer.from([8, 0, 0, 0]),
  Buffer.from('abcdefgh\0'),
  Buffer.from([0xff, 0xf7, 33, 2, 0, 0xff, 0x81, 21]),
  Buffer.alloc(10),
  Buffer.from('ijklmnopqrst\0'),
  Buffer.from('mysql_native_password\0'),
]);

interface Case {
  readonly application: Application;
  readonly program: string;
  readonly user?: string;
  readonly greeting?: Buffer;
  /** In hexadecimal. */
  readonly begins?: string;
  readonly holds?: readonly string[];
}

const cases: readonly Case[] = [
  { application: 'redis', program: 'redis-cli', holds: ['COMMAND'] },
  // A request for TLS, which a tunnel's far end declines.
  { application: 'postgresql', program: 'psql', user: 'anna', begins: '0000000804d2162f' },
  { application: 'mqtt', program: 'mosquitto_sub', user: 'anna', begins: '10', holds: ['MQTT', 'anna'] },
  // A bind of version 3 as nobody.
  { application: 'ldap', program: 'ldapsearch', begins: '300c02010160070201030400' },
  { application: 'rsync', program: 'rsync', holds: ['@RSYNCD: 3'] },
  { application: 'ssh', program: 'ssh', holds: ['SSH-2.0-'] },
  { application: 'sftp', program: 'sftp', holds: ['SSH-2.0-'] },
  { application: 'mysql', program: 'mysql', user: 'anna', greeting: mysqlGreeting, holds: ['anna'] },
];

interface SocketCase extends Pick<Case, 'application' | 'program' | 'user' | 'greeting'> {
  readonly holds: string;
}

const socketCases: readonly SocketCase[] = [
  { application: 'redis', program: 'redis-cli', holds: 'COMMAND' },
  { application: 'postgresql', program: 'psql', user: 'anna', holds: 'user\0anna' },
  { application: 'mysql', program: 'mysql', user: 'anna', greeting: mysqlGreeting, holds: 'anna' },
  { application: 'http', program: 'curl', holds: 'Host: vpn.example.com' },
];

const planOf = (application: Application, more: Partial<Profile>, programs?: Settings['programs']) =>
  planLaunch(plainProfile({ application, ...more }), { platform: 'linux', installed: null, programs });

describe.skipIf(process.platform !== 'linux')('on Linux', () => {
  for (const { application, program, user, greeting, begins = '', holds = [] } of cases) {
    test.skipIf(!hasTool(program))(`${application}: ${program} goes to the tunnel’s port`, async () => {
      const argvFor = (port: number): readonly string[] => {
        const start = planOf(application, { user: user ?? null, accept: [{ host: '127.0.0.1', port }] })?.start;
        if (start?.kind !== 'terminal') throw new Error('it does not run in a terminal');
        return start.argv;
      };
      const said = await firstWords(argvFor, greeting);
      expect(said.toString('hex').slice(0, begins.length)).toBe(begins);
      for (const words of holds) expect(said.toString('latin1')).toContain(words);
    });
  }

  for (const { application, program, user, greeting, holds } of socketCases) {
    test.skipIf(!hasTool(program))(`${application}: ${program} goes to the tunnel’s socket`, async () => {
      const argvFor = (_port: number, socket: string): readonly string[] => {
        const plan = planOf(application, { user: user ?? null, accept: [], socket });
        if (plan?.start?.kind === 'terminal') return plan.start.argv;
        return plan?.command.split(' ') ?? [];
      };
      const said = await firstWords(argvFor, greeting, '.s.PGSQL.5439');
      expect(said.toString('latin1')).toContain(holds);
    });
  }

  test.skipIf(!hasTool('curl'))('http: the line with --resolve asks for the site by its name', async () => {
    const argvFor = (port: number): readonly string[] => {
      const lines = planOf('http', { accept: [{ host: '127.0.0.1', port }] })?.lines ?? [];
      return lines.find(({ label }) => sayClause(label) === 'With the site’s name')?.text.split(' ') ?? [];
    };
    const said = (await firstWords(argvFor)).toString();
    expect(said).toMatch(/^GET \/ HTTP\/1\.1\r\nHost: vpn\.example\.com:\d+\r\n/);
  });

  test.skipIf(!hasTool('curl'))('socks: the page is asked for by its name, at the proxy', async () => {
    const argvFor = (port: number): readonly string[] => {
      const lines = planOf('socks', { accept: [{ host: '127.0.0.1', port }] })?.lines ?? [];
      return lines.find(({ label }) => sayClause(label) === 'One page')?.text.split(' ') ?? [];
    };
    expect((await firstWords(argvFor))[0]).toBe(5);
  });
});
