/** A real OpenVPN server behind a real stunnel, and what its people would hand out: an .ovpn. */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeCertificate } from '../peers/certificates.ts';
import type { RunningProcess } from '../peers/process.ts';
import { execute, requireTool } from '../peers/tools.ts';
import { type Computer, places } from './networks.ts';

export interface VpnServer extends AsyncDisposable {
  /** As an administrator hands it out: for UDP, with everything inline. */
  readonly ovpn: string;
  /** Of the stunnel in front, for the client's CAfile. */
  readonly certificate: string;
  restartStunnel(): Promise<void>;
  stopStunnel(): Promise<void>;
  startStunnel(): Promise<void>;
}

/** `pushes`: lines of the server's `push`. */
export async function startVpnServer(
  server: Computer,
  directory: string,
  pushes: readonly string[] = ['redirect-gateway def1'],
): Promise<VpnServer> {
  const authority = await makeCertificate(directory, 'vpn-ca', {
    commonName: 'Adit test VPN',
    authority: true,
    extensions: ['keyUsage = critical, keyCertSign, cRLSign'],
  });
  const issue = (name: string, usage: string) =>
    makeCertificate(directory, name, {
      commonName: name,
      issuer: authority,
      extensions: ['keyUsage = digitalSignature', `extendedKeyUsage = ${usage}`],
    });
  const [own, client, front] = [
    await issue('vpn-server', 'serverAuth'),
    await issue('vpn-client', 'clientAuth'),
    await makeCertificate(directory, 'stunnel', { commonName: places.name, names: [places.name] }),
  ];
  const secret = path.join(directory, 'tls-crypt.key');
  await execute(requireTool('openvpn'), ['--genkey', 'tls-crypt', secret]);
  const file = (base: string) => path.join(directory, base);
  await writeFile(
    file('server.ovpn'),
    [
      'port 1194',
      'proto tcp-server',
      'local 127.0.0.1',
      'dev tun',
      'topology subnet',
      'server 10.8.0.0 255.255.255.0',
      'keepalive 2 8',
      'dh none',
      `ca ${authority.certificate}`,
      `cert ${own.certificate}`,
      `key ${own.key}`,
      `tls-crypt ${secret}`,
      ...pushes.map((line) => `push "${line}"`),
      'verb 3',
      '',
    ].join('\n'),
  );
  await writeFile(
    file('stunnel.conf'),
    [
      'foreground = yes',
      'debug = 6',
      'pid =',
      '[openvpn]',
      'accept = :::443',
      'connect = 127.0.0.1:1194',
      `cert = ${front.certificate}`,
      `key = ${front.key}`,
      '',
    ].join('\n'),
  );
  const vpn = await server.start(
    requireTool('openvpn'),
    ['--config', file('server.ovpn')],
    /Initialization Sequence Completed/,
  );
  const startStunnel = () => server.start(requireTool('stunnel'), [file('stunnel.conf')], /Configuration successful/);
  let stunnel: RunningProcess | null = await startStunnel();
  const read = async (name: string) => (await readFile(name, 'utf8')).trim();
  const inline = async (name: string, source: string) => `<${name}>\n${await read(source)}\n</${name}>`;
  const stop = async () => {
    await stunnel?.close();
    stunnel = null;
  };
  const start = async () => {
    stunnel = await startStunnel();
  };
  return {
    ovpn: [
      'client',
      'dev tun',
      'proto udp',
      `remote ${places.name} 1194`,
      'resolv-retry infinite',
      'nobind',
      'persist-key',
      'persist-tun',
      'explicit-exit-notify 1',
      'remote-cert-tls server',
      'verb 3',
      await inline('ca', authority.certificate),
      await inline('cert', client.certificate),
      await inline('key', client.key),
      await inline('tls-crypt', secret),
      '',
    ].join('\n'),
    certificate: front.certificate,
    stopStunnel: stop,
    startStunnel: start,
    restartStunnel: async () => {
      await stop();
      await start();
    },
    [Symbol.asyncDispose]: async () => {
      await stop();
      await vpn.close();
    },
  };
}
