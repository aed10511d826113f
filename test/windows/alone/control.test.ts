/** The command line finds the running app of its own user, over a named pipe. */
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask } from '../../../main/control/client.ts';
import { controlAddress, userDataFolder } from '../../../main/control/place.ts';
import type { ControlReply } from '../../../main/control/protocol.ts';
import { type ControlPorts, serveControl } from '../../../main/control/server.ts';

const addressOf = (user: string) => {
  const home = path.win32.join('C:\\Users', user);
  const folder = userDataFolder('win32', home, { APPDATA: path.win32.join(home, 'AppData\\Roaming') });
  return controlAddress('win32', folder ?? '');
};

const app = (name: string): ControlPorts => ({
  tunnels: () => [
    { id: name, name, application: 'ssh', state: 'off', server: null, status: 'off', local: [], explanation: null },
  ],
  subscribe: () => () => undefined,
  on: async () => null,
  off: async () => null,
  open: async () => null,
  show: async () => {},
  diagnose: async () => ({ works: true, report: '', diagnosis: null }),
});

describe.skipIf(process.platform !== 'win32')('on Windows', () => {
  test('two users with blanks and umlauts in their names have an app each', async () => {
    const users = [`Jörg von Müller ${process.pid}`, `Jorg von Muller ${process.pid}`];
    const servers = await Promise.all(users.map((user) => serveControl(addressOf(user), app(user))));
    try {
      for (const user of users) {
        for (const written of [user, user.toUpperCase()]) {
          const heard: ControlReply[] = [];
          await ask(addressOf(written), { kind: 'list' }, (reply) => heard.push(reply));
          expect(JSON.stringify(heard)).toContain(user);
          expect(heard).toHaveLength(1);
        }
      }
    } finally {
      await Promise.all(servers.map((server) => server.close()));
    }
  });

  test('nobody is there when no app runs', async () => {
    const answer = await ask(addressOf(`nobody ${process.pid}`), { kind: 'list' }, () => undefined);
    expect(answer).toEqual({ kind: 'not-running' });
  });
});
