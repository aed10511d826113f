import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { wasReset } from './tcp-reset.ts';

const opened: { destroy(): void }[] = [];
afterEach(() => {
  for (const each of opened.splice(0)) each.destroy();
});

/** Both ends of a connection; of the accepted one nothing is read. */
async function pair(path?: string): Promise<{ readonly program: Socket; readonly accepted: Socket }> {
  const server = createServer({ pauseOnConnect: true, allowHalfOpen: true });
  const listening = path === undefined ? server.listen(0, '127.0.0.1') : server.listen(path);
  await once(listening, 'listening');
  const address = server.address();
  const program = typeof address === 'string' ? connect(address) : connect(address?.port ?? 0, '127.0.0.1');
  const [accepted]: Socket[] = await once(server, 'connection');
  if (accepted === undefined) throw new Error('nobody has come');
  opened.push(program, accepted, { destroy: () => server.close() });
  return { program, accepted };
}

describe('wasReset', () => {
  it('is true of a connection that was reset, whatever of it is still to be read', async () => {
    const { program, accepted } = await pair();
    await new Promise((resolve) => program.write('half of a request', resolve));
    program.resetAndDestroy();
    await once(program, 'close');
    expect(wasReset(accepted)).toBe(true);
  });

  it('is false of one that has ended, and of one that goes on', async () => {
    const { program, accepted } = await pair();
    expect(wasReset(accepted)).toBe(false);
    accepted.resume();
    program.end('all of a request');
    await once(accepted, 'end');
    expect(wasReset(accepted)).toBe(false);
  });

  it.skipIf(process.platform === 'win32')(
    'is false of a Unix socket, which has no addresses and no resets',
    async () => {
      const directory = await mkdtemp(join(tmpdir(), 'adit-reset-'));
      const { program, accepted } = await pair(join(directory, 'socket'));
      accepted.resume();
      program.end();
      await once(accepted, 'end');
      expect(wasReset(accepted)).toBe(false);
      await rm(directory, { recursive: true });
    },
  );
});
