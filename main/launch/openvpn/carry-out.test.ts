import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { toSay } from '../../../preload/words/text.ts';
import { type CarryOutWorld, carryOut, realWorld } from './carry-out.ts';
import type { HandOverStep } from './hand-over.ts';
import { endByManagement } from './management.ts';

describe('the steps of a hand-over', () => {
  let did: string[];
  let fails: string;
  let world: CarryOutWorld;

  beforeEach(() => {
    did = [];
    fails = '';
    world = {
      run: async (argv) => {
        did.push(argv.join(' '));
        return argv[0] === fails
          ? { ok: false, says: ' no such connection \n' }
          : { ok: true, says: `a, ${did.length}` };
      },
      startProgram: async (argv) => void did.push(`start ${argv.join(' ')}`),
      openTerminal: async (argv) => (argv[0] === fails ? 'none' : 'opened'),
      place: async (from, to) => void did.push(`place ${from} ${to}`),
      manage: async (socket, command) => {
        did.push(`manage ${socket} ${command}`);
        return false;
      },
      pauseMs: 0,
    };
  });

  const steps: readonly HandOverStep[] = [
    { kind: 'run', argv: ['one'], seconds: 1, mayFail: true },
    { kind: 'place', to: '/there' },
    { kind: 'await', argv: ['list'], text: '5', seconds: 60 },
    { kind: 'start', argv: ['gui'] },
    { kind: 'manage', socket: '/s', command: 'signal SIGTERM', seconds: 1 },
    { kind: 'run', argv: ['last'], seconds: 1 },
  ];

  it('are done in order, and what is waited for is asked again', async () => {
    expect(await carryOut(steps, '/file', world)).toEqual({ ok: true });
    expect(did).toEqual([
      'one',
      'place /file /there',
      'list',
      'list',
      'list',
      'start gui',
      'manage /s signal SIGTERM',
      'last',
    ]);
  });

  it('go on after one that may fail', async () => {
    fails = 'one';
    expect(await carryOut(steps, '/file', world)).toEqual({ ok: true });
  });

  it('end at one that may not, with what the program says', async () => {
    fails = 'last';
    expect(await carryOut(steps, '/file', world)).toMatchObject({ ok: false, detail: 'no such connection' });
    fails = 'sudo';
    const outcome = await carryOut([{ kind: 'terminal', argv: ['sudo'] }, ...steps], '/file', world);
    expect(outcome).toMatchObject({ ok: false, detail: toSay('vpn.detail.noTerminal') });
  });

  it('end when a program is not there', async () => {
    const real = realWorld({ ...world, openTerminal: async () => 'none' });
    const outcome = await carryOut([{ kind: 'run', argv: ['/no/such/program'], seconds: 5 }], '/file', real);
    expect(outcome).toMatchObject({ ok: false, detail: expect.stringContaining('ENOENT') });
  });
});

describe.skipIf(process.platform === 'win32')('a word with OpenVPN', () => {
  let directory: string;
  let server: Server;
  let heard: string[];
  const socket = () => path.join(directory, 's');

  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), 'adit-m-'));
    heard = [];
  });
  afterEach(async () => {
    server?.close();
    await rm(directory, { recursive: true });
  });
  const listen = (takes: (command: string) => void) =>
    new Promise<void>((resolve) => {
      server = createServer((connection) => {
        connection.write('>INFO:OpenVPN Management Interface\r\n');
        connection.on('error', () => {});
        connection.on('data', (bytes) => {
          const [command = ''] = bytes.toString().split('\n');
          heard.push(command);
          connection.write('SUCCESS: taken\r\n');
          takes(command);
        });
      }).listen(socket(), resolve);
    });

  it('waits until it has ended', async () => {
    await listen((command) => void (command === 'state' && server.close()));
    expect(await endByManagement(socket(), 'signal SIGTERM', 20)).toBe(true);
    expect(heard.slice(0, 2)).toEqual(['signal SIGTERM', 'state']);
  });

  it('tells when it lives on', async () => {
    await listen(() => {});
    expect(await endByManagement(socket(), 'signal SIGTERM', 0.3)).toBe(false);
  });

  it('tells when nobody is there', async () => {
    expect(await endByManagement(path.join(directory, 'none'), 'signal SIGTERM', 1)).toBe(false);
  });
});
