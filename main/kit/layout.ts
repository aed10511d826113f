/** Where things are on each platform, and who runs stunnel there. Pure. */

import type { Answers, Platform } from '../../preload/kit-answers.ts';
import { isAddress } from '../profile/export/lines.ts';

/** Of the service, its unit, and what belongs to it on the server. */
export const NAME = 'adit-server';

export interface Layout {
  /** Folder of the configuration and the certificates on the server; null: the one that stunnel runs in (Windows). */
  readonly folder: string | null;
  /** Of stunnel's package there. */
  readonly program: string;
  /** Whom stunnel runs as; null: whoever starts it. */
  readonly account: { readonly user: string; readonly group: string } | null;
  /** Who takes the rights away: stunnel after it has opened its port, or the service manager before. */
  readonly dropped: 'by stunnel' | 'by the service';
  /** Whether stunnel locks itself into an empty folder. */
  readonly chroot: boolean;
  /** Whether it can read its files again while it runs, so that connections survive a new certificate. */
  readonly reloads: boolean;
}

/** In stunnel's own sandbox nothing can be read again; systemd's is better, and lets it. */
const layouts: Readonly<Record<Platform, Layout>> = {
  debian: {
    folder: '/etc/stunnel/adit',
    program: '/usr/bin/stunnel4',
    account: { user: 'stunnel4', group: 'stunnel4' },
    dropped: 'by the service',
    chroot: false,
    reloads: true,
  },
  'raspberry-pi': {
    folder: '/etc/stunnel/adit',
    program: '/usr/bin/stunnel4',
    account: { user: 'stunnel4', group: 'stunnel4' },
    dropped: 'by the service',
    chroot: false,
    reloads: true,
  },
  docker: {
    folder: '/etc/stunnel/adit',
    program: '/usr/bin/stunnel4',
    account: { user: 'stunnel4', group: 'stunnel4' },
    dropped: 'by stunnel',
    chroot: false,
    reloads: false,
  },
  compose: {
    folder: '/etc/stunnel/adit',
    program: '/usr/bin/stunnel4',
    account: { user: 'stunnel4', group: 'stunnel4' },
    dropped: 'by stunnel',
    chroot: false,
    reloads: false,
  },
  alpine: {
    folder: '/etc/stunnel/adit',
    program: '/usr/bin/stunnel',
    account: { user: 'stunnel', group: 'stunnel' },
    dropped: 'by stunnel',
    chroot: true,
    reloads: false,
  },
  freebsd: {
    folder: '/usr/local/etc/stunnel/adit',
    program: '/usr/local/bin/stunnel',
    account: { user: 'stunnel', group: 'stunnel' },
    dropped: 'by stunnel',
    chroot: true,
    reloads: false,
  },
  macos: {
    folder: '/usr/local/etc/stunnel/adit',
    program: '@STUNNEL@',
    account: { user: 'nobody', group: 'nobody' },
    dropped: 'by stunnel',
    chroot: true,
    reloads: false,
  },
  windows: {
    folder: null,
    program: 'stunnel.exe',
    account: null,
    dropped: 'by the service',
    chroot: false,
    reloads: true,
  },
};

const isResolvedAtStart = (host: string) => isAddress(host) || host === 'localhost';

/** A sandbox without files cannot look names up, so that a target with a name goes without. */
export function layoutOf({ platform, services, page }: Answers): Layout {
  const layout = layouts[platform];
  const targets = [...services, ...(page.kind === 'none' ? [] : [page])];
  return { ...layout, chroot: layout.chroot && targets.every(({ host }) => isResolvedAtStart(host)) };
}

/** Exists, is empty and belongs to root, on all systems whose layout has a sandbox. */
export const EMPTY_FOLDER = '/var/empty';

export const isContainer = (platform: Platform): boolean => platform === 'docker' || platform === 'compose';

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|::1)$/;

/**
 * How a container reaches its targets: those of the computer itself by sharing its network; another container by name, in a
 * network of theirs.
 */
export function networkOf({ services, page }: Answers): 'host' | 'own' {
  const targets = [...services, ...(page.kind === 'none' ? [] : [page])];
  return targets.every(({ host }) => LOOPBACK.test(host)) ? 'host' : 'own';
}

/** What a container calls the computer that it runs on. */
export const HOST_OF_CONTAINER = 'host.docker.internal';

/** The address as stunnel there reaches it. */
export function targetOf(answers: Answers, { host, port }: { readonly host: string; readonly port: number }): string {
  const moved = isContainer(answers.platform) && networkOf(answers) === 'own' && LOOPBACK.test(host);
  return `${moved ? HOST_OF_CONTAINER : host}:${port}`;
}
