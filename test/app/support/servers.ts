/** A server as people have it: stunnel with a certificate in front of a service. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect } from '@playwright/test';
import { type CertificateFiles, type CertificateOptions, makeCertificate } from '../../peers/certificates.ts';
import { temporaryDirectory } from '../../peers/directory.ts';
import { type Stunnel, startStunnel } from '../../peers/stunnel.ts';
import { hasTool } from '../../peers/tools.ts';
import type { AppWindow } from './window.ts';

export interface TunnelServer extends AsyncDisposable {
  readonly port: number;
  certificate(): CertificateFiles;
  /** Ends stunnel and starts it again on the same port with another certificate. */
  replaceCertificate(options?: Partial<CertificateOptions>): Promise<CertificateFiles>;
  /** Ends stunnel; the port refuses connections from then on. */
  stop(): Promise<void>;
}

export const hasStunnel = hasTool('stunnel') && hasTool('openssl');

const names = ['tunnel.example', 'localhost', '127.0.0.1'];

/** stunnel on a free port of 127.0.0.1 with a self-signed certificate, in front of the service on port `connect`. */
export async function startTunnelServer(
  connect: number,
  options: Partial<CertificateOptions> = {},
): Promise<TunnelServer> {
  const directory = await temporaryDirectory('adit-server-');
  let count = 0;
  const make = (more: Partial<CertificateOptions>) => {
    count += 1;
    return makeCertificate(directory.path, `server-${count}`, { commonName: 'tunnel.example', names, ...more });
  };
  const start = (files: CertificateFiles, accept = 0): Promise<Stunnel> =>
    startStunnel({ accept, connect, certificate: files.certificate, key: files.key, service: 'ssh' });
  try {
    let certificate = await make(options);
    let stunnel = await start(certificate);
    const { port } = stunnel;
    return {
      port,
      certificate: () => certificate,
      async replaceCertificate(more = {}) {
        await stunnel.close();
        certificate = await make(more);
        stunnel = await start(certificate, port);
        return certificate;
      },
      stop: () => stunnel.close(),
      async [Symbol.asyncDispose]() {
        await stunnel.close();
        await directory.close();
      },
    };
  } catch (error) {
    await directory.close();
    throw error;
  }
}

/**
 * The stunnel.conf of a server as its owner has it: it leads to the usual port of its service, whatever the test's
 * service listens on.
 */
export function serverConfiguration(accept: number | string, section = 'ssh', connect = 22): string {
  return [
    '; /etc/stunnel/stunnel.conf',
    'pid = /run/stunnel4/stunnel.pid',
    'cert = /etc/stunnel/server.pem',
    `[${section}]`,
    `accept = ${accept}`,
    `connect = 127.0.0.1:${connect}`,
    '',
  ].join('\n');
}

/** A server that knows its clients by a pre-shared key; whose identity is `ada`. */
export async function startKeyServer(connect: number, key: string, directory: string): Promise<Stunnel> {
  const known = path.join(directory, 'psk.txt');
  await writeFile(known, `ada:${key}\n`, { mode: 0o600 });
  return startStunnel({ connect, extra: `ciphers = PSK\nsslVersionMax = TLSv1.2\nPSKsecrets = ${known}` });
}

/** Imports that server's text as [office], switches the tunnel on, and enters the key when it is asked for. */
export async function useKeyServer(window: AppWindow, server: Stunnel, localPort: number, key: string): Promise<void> {
  await window.paste(
    `[office]\naccept = ${server.port}\nconnect = 22\nciphers = PSK\nPSKsecrets = /etc/stunnel/psk.txt\n`,
  );
  await expect(window.sheet()).toContainText('This server has no certificate');
  await window.add({
    "Server's host name": '127.0.0.1',
    'Local port': String(localPort),
    'Identity of the pre-shared key': 'ada',
  });
  await window.turn('office', true);
  await window.field('Pre-shared key').fill(key);
  await window.sheet().getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(window.status('office')).toHaveText(/^On · \d+\sms$/);
}
