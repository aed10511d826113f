/** Asks this computer where it is. */
import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { win32 } from 'node:path';
import { findOnLinux } from './find-linux.ts';
import { findOnMac } from './find-mac.ts';
import { findOnWindows } from './find-windows.ts';
import type { Gateway, Whereabouts } from './whereabouts.ts';

const TIMEOUT_MS = 10_000;

/** What a program says; empty when it fails or is not there. */
const say = (program: string, argv: readonly string[]): Promise<string> =>
  new Promise((resolve) => {
    const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, LC_ALL: 'C' };
    const options = process.platform === 'win32' ? {} : { env };
    execFile(program, [...argv], { ...options, timeout: TIMEOUT_MS, windowsHide: true }, (_error, stdout) =>
      resolve(stdout),
    );
  });

function read(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** `wantsWifi`: the name of the Wi-Fi matters to somebody; on macOS and Windows it needs the permission for the place. */
export async function findWhereabouts(platform: NodeJS.Platform, wantsWifi: boolean): Promise<Whereabouts> {
  switch (platform) {
    case 'linux':
      return findOnLinux({ read, say }, wantsWifi);
    case 'darwin':
      return findOnMac(say, wantsWifi);
    case 'win32':
      return findOnWindows(say, wantsWifi, win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32'));
    default:
      return { gateways: [], wifi: null };
  }
}

/** The discard protocol's: nobody answers. */
const DISCARD = 9;

/** Lets the system learn the hardware address of a router that nothing was sent to yet, with one empty packet. */
export function knock({ address }: Pick<Gateway, 'address'>): void {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  socket.on('error', () => socket.close());
  socket.send('', DISCARD, address, () => socket.close());
}
