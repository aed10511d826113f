/** Adit without a window on one of the computers: what it is asked, and what it shows. */
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { FoundClient } from '../../main/launch/openvpn-client.ts';
import { makeProfile } from '../../main/state/make-profile.ts';
import type { ProfileView } from '../../preload/app-state.ts';
import type { Profile } from '../../preload/types.ts';
import type { AditCall, AditSettings } from './adit-process.ts';
import { type Computer, places } from './networks.ts';
import type { VpnServer } from './openvpn.ts';

export interface Adit extends AsyncDisposable {
  connect(): Promise<unknown>;
  stop(): Promise<unknown>;
  view(): Promise<ProfileView>;
  log(): string;
}

/** A profile for the tunnel to this server; without `ovpn` it starts no VPN. */
export const vpnProfile = (server: VpnServer, ovpn: string | null, more: Partial<Profile> = {}): Profile =>
  makeProfile({
    name: 'Office VPN',
    application: 'openvpn',
    accept: [{ host: '127.0.0.1', port: 1194 }],
    connect: [{ host: places.name, port: 443 }],
    timeouts: { connect: 3, busy: 20, idle: 43_200, close: 60 },
    trust: {
      kind: 'pinned',
      certificates: [{ kind: 'file', path: server.certificate }],
      checks: { hosts: [], emails: [], ips: [] },
    },
    ...(ovpn === null ? {} : { openvpn: { path: ovpn, traffic: 'everything', blockIpv6: true } as const }),
    ...more,
  });

/** `directory`: for the app's files. */
export async function startAdit(
  computer: Computer,
  directory: string,
  profile: Profile,
  client: FoundClient,
): Promise<Adit> {
  const socket = path.join(directory, 'adit.sock');
  await rm(socket, { force: true });
  const settings: AditSettings = { profile, client, socket, userData: path.join(directory, 'user-data') };
  const file = path.join(directory, 'adit.json');
  await writeFile(file, JSON.stringify(settings));
  const program = fileURLToPath(new URL('adit-process.ts', import.meta.url));
  const running = await computer.start(process.execPath, [program, file], /adit is up/);
  const ask = async (call: AditCall): Promise<unknown> => {
    const connection = connect(socket);
    await once(connection, 'connect');
    connection.write(JSON.stringify({ call }));
    return JSON.parse(await text(connection));
  };
  return {
    connect: () => ask('connect'),
    stop: () => ask('stop'),
    view: async () => (await ask('view')) as ProfileView,
    log: running.log,
    async [Symbol.asyncDispose]() {
      await ask('quit').catch(() => null);
      await running.close();
    },
  };
}
