/** The controller for tests, on an engine, a store and a key store that record what they are asked. */
import type { AppState } from '../../preload/app-state.ts';
import type { Profile, Settings, TunnelStatus } from '../../preload/types.ts';
import type { TunnelSpecification } from '../specification.ts';
import type { Engine } from '../tunnel/engine.ts';
import { createAppState } from './app-state.ts';
import { createController } from './controller.ts';
import { makeCertificate, makeProfile } from './make-profile.ts';
import { makeSecrets } from './make-secrets.ts';
import { noPolicy } from './policy.ts';
import { tunnelOff } from './tunnel-views.ts';

export const id = makeProfile().id;
export const other = '00000000-0000-4000-8000-000000000001';
export const accept = [{ host: '127.0.0.1', port: 2222 }];
export const certificate = makeCertificate();
export const untrusted: TunnelStatus = {
  kind: 'blocked',
  error: {
    kind: 'cert-untrusted',
    host: 'vpn.example.org',
    code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    certificate,
    systemTrusts: false,
  },
  remedy: { kind: 'trust-certificate', certificate },
};
export const portInUse: TunnelStatus = {
  kind: 'blocked',
  error: { kind: 'port-in-use', host: '127.0.0.1', port: 2222, holder: null },
  remedy: { kind: 'use-free-port' },
};
/** As on Windows in a range that the system has reserved. */
export const portForbidden: TunnelStatus = {
  kind: 'blocked',
  error: { kind: 'port-forbidden', host: '127.0.0.1', port: 2222, code: 'EACCES' },
  remedy: { kind: 'use-free-port' },
};
export const on: TunnelStatus = { kind: 'on', accept, server: { kind: 'unknown' } };

export function makeController(
  profiles: readonly Profile[] = [makeProfile()],
  last: readonly string[] = [],
  settings: Settings = { appearance: 'system' },
) {
  const calls: string[] = [];
  const started: TunnelSpecification[] = [];
  const saved: { profiles: readonly Profile[]; settings: Settings }[] = [];
  const lines: string[] = [];
  const log = (text: string) => void lines.push(text);
  const initial: AppState = {
    rev: 0,
    profiles: profiles.map((profile) => ({ profile, tunnel: tunnelOff, launch: null, vpn: null, secrets: [] })),
    settings,
    programs: [],
    notices: [],
    place: null,
    canRemember: true,
    update: { kind: 'newest', since: null },
    managed: null,
    about: { version: '1', electron: '', node: '', tlsLibrary: '', platform: '', languages: [] },
  };
  const state = createAppState(initial, {
    soon: (flush) => void setImmediate(flush),
    shortly: (flush) => void setImmediate(flush),
    later: (flush) => void setImmediate(flush),
  });
  const stops: (() => void)[] = [];
  let holdStops = false;
  const engine: Engine = {
    start(specification) {
      calls.push(`start ${specification.id}`);
      started.push(specification);
    },
    stop(tunnelId) {
      calls.push(`stop ${tunnelId}`);
      return holdStops ? new Promise((resolve) => stops.push(resolve)) : Promise.resolve();
    },
    check: (tunnelId) => void calls.push(`check ${tunnelId}`),
    inspect: async () => ({ connections: [], chain: [] }),
    endConnection: () => {},
    hold: (tunnelId, held) => void calls.push(`hold ${tunnelId} ${held}`),
    refresh: () => {},
    close: () => Promise.resolve(),
  };
  const secrets = makeSecrets();
  const files: Record<string, string> = {};
  const disk = { readOnly: false, full: false };
  const asked: (readonly string[])[] = [];
  const later: (() => void)[] = [];
  const remembered: (readonly string[])[] = [];
  const switchedByPerson: string[] = [];
  let ids = 0;
  const controller = createController({
    state,
    engine,
    persistence: {
      get readOnly() {
        return disk.readOnly ? 'damaged' : null;
      },
      save(next, settings) {
        if (disk.full) throw new Error('ENOSPC');
        saved.push({ profiles: next, settings });
      },
    },
    secrets,
    policy: noPolicy,
    readText: (path) => files[path] ?? null,
    isChosen: (path) => path.startsWith('/chosen/'),
    launchView: ({ application }) => ({
      label: application,
      command: application,
      starts: true,
      by: application,
      lines: [],
      notes: [],
    }),
    vpnOf: () => undefined,
    beforeStop: () => null,
    ownAddresses: () => new Set(),
    switched: (profileId) => void switchedByPerson.push(profileId),
    onMemory: {
      last,
      save: (profileIds) => void remembered.push(profileIds),
    },
    freePort: async (hosts, preferred) => {
      asked.push(hosts);
      return preferred === 2222 ? 2223 : preferred;
    },
    after: (_milliseconds, then) => {
      later.push(then);
      return () => {};
    },
    newId: () => `id-${++ids}`,
    log: { error: log, warn: log, info: log, debug: log },
  });
  const view = (profileId = id) => state.snapshot().profiles.find(({ profile }) => profile.id === profileId);
  const status = (next: TunnelStatus, profileId = id) =>
    controller.handleEngineEvent({ kind: 'status', id: profileId, status: next });
  return {
    state,
    controller,
    calls,
    started,
    saved,
    lines,
    disk,
    secrets,
    files,
    asked,
    remembered,
    switchedByPerson,
    /** What was to be done later is done now. */
    passTime: () => {
      for (const then of later.splice(0)) then();
    },
    view,
    status,
    holdStops: () => {
      holdStops = true;
    },
    releaseStops: () => {
      for (const release of stops.splice(0)) release();
    },
  };
}
