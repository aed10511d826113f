/**
 * Adit without a window, to be run on one of the computers: `node adit-process.ts SETTINGS.json`. It listens on a Unix
 * socket, which a network namespace does not hide, for a JSON line each: `{"call": "connect" | "stop" | "view" | "quit"}`.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { createOpenvpn } from '../../main/desktop/openvpn.ts';
import { realWorld } from '../../main/launch/openvpn/carry-out.ts';
import type { FoundClient } from '../../main/launch/openvpn-client.ts';
import { makeApp } from '../../main/state/make-app.ts';
import { createEngine } from '../../main/tunnel/in-process.ts';
import { direct } from '../../main/tunnel/negotiation/routes.ts';
import type { Profile } from '../../preload/types.ts';

export interface AditSettings {
  readonly profile: Profile;
  readonly userData: string;
  readonly client: FoundClient;
  readonly socket: string;
}

export type AditCall = 'connect' | 'stop' | 'view' | 'quit';

const { profile, userData, client, socket }: AditSettings = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
// NetworkManager's importer keeps certificates in the person's folder.
process.env['HOME'] = userData;
const say = (text: string) => void process.stdout.write(`${text}\n`);
const log = { error: say, warn: say, info: say, debug: () => {} };

const vpnClient = createOpenvpn({
  userData,
  platform: 'linux',
  home: userData,
  user: 'root',
  isAdministrator: true,
  find: () => client,
  ready: async () => {},
  world: realWorld({
    startProgram: () => Promise.reject(new Error('not on this platform')),
    // What a terminal would run, without one.
    async openTerminal([program = '', ...argv]) {
      spawn(program, argv, { stdio: ['ignore', 'inherit', 'inherit'] });
      return 'opened';
    },
  }),
  log,
});
const findRoutes = async () => [direct];
const app = makeApp([profile], {
  vpnClient,
  planLaunch: vpnClient.plan,
  openEngine: (listener) => createEngine(listener, { findRoutes }),
  findRoutes,
  log,
});

async function answer(call: AditCall): Promise<unknown> {
  switch (call) {
    case 'connect':
      return app.connecting.connect(profile.id, 'window');
    case 'stop':
      return app.controller.stop(profile.id);
    case 'view':
      return app.state.profile(profile.id);
    case 'quit':
      await app.close();
      return null;
  }
}

createServer((connection) => {
  connection.once('data', async (bytes) => {
    const { call } = JSON.parse(bytes.toString()) as { readonly call: AditCall };
    connection.end(JSON.stringify(await answer(call)));
    if (call === 'quit') process.exit();
  });
}).listen(socket, () => say('adit is up'));
