import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readSet } from './read-set.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const key = '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n';
const conf = '[openvpn]\naccept = 443\nconnect = 1194\ncert = server.pem\n';
const ovpn = 'client\ndev tun\nremote vpn.example 1194\nkey me.key\n';

const read = (files: Readonly<Record<string, string>>) =>
  readSet(
    {
      name: null,
      files: [
        {
          path: 'all.zip',
          bytes: zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, bytes(text)]))),
        },
      ],
      notes: [],
    },
    { fileName: null, takenPorts: new Set() },
    () => null,
  );

test('the configuration of a VPN in an archive comes with its key, and the server’s key with nobody', async () => {
  const found = await read({ 'stunnel.conf': conf, 'server.pem': key, 'office.ovpn': ovpn, 'me.key': key });
  expect(found).toMatchObject({
    ok: true,
    openvpn: { name: 'office.ovpn', text: ovpn, files: [{ path: 'me.key', bytes: bytes(key) }] },
    proposal: { privateKeys: ['server.pem'] },
  });
});

test('a VPN alone says where its server is, and is started with it; among other files it does not', async () => {
  expect(await read({ 'office.ovpn': ovpn, 'me.key': key })).toMatchObject({
    ok: true,
    openvpn: { name: 'office.ovpn', text: ovpn },
    proposal: { services: [{ view: { application: 'openvpn', host: 'vpn.example', remotePort: null } }] },
  });
  expect(await read({ 'office.ovpn': ovpn, 'notes.conf': 'hello' })).toMatchObject({ ok: false });
});
