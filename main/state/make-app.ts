/** The app for tests: everything of it is real but what lies outside, which records what it was asked to do. */
import { randomUUID } from 'node:crypto';
import type { Profile } from '../../preload/types.ts';
import { openText } from '../profile/files/open.ts';
import { readSet } from '../profile/files/read-set.ts';
import { readBackup } from '../profile/share/backup.ts';
import type { TunnelSpecification } from '../specification.ts';
import type { Engine, EngineEvent } from '../tunnel/engine.ts';
import { type AppPorts, createApp } from './app.ts';
import type { Files, FileToWrite } from './files.ts';
import type { Logger } from './logger.ts';
import { makeSecrets } from './make-secrets.ts';
import { makeVpnClient } from './make-vpn-client.ts';
import { noPolicy } from './policy.ts';
import { done, success } from './result.ts';

const inATurn = (flush: () => void) => void setImmediate(flush);
const notUsed = () => Promise.reject(new Error('not used'));

export function makeApp(profiles: readonly Profile[], change: Partial<AppPorts> = {}) {
  const lines: string[] = [];
  const started: TunnelSpecification[] = [];
  const written: FileToWrite[] = [];
  let saves = 0;
  let report: (event: EngineEvent) => void = () => {};
  const line = (text: string) => void lines.push(text);
  const log: Logger = { error: line, warn: line, info: line, debug: line };
  const engine: Engine = {
    start: (specification) => void started.push(specification),
    stop: () => Promise.resolve(),
    check: () => {},
    inspect: async () => ({ connections: [], chain: [] }),
    endConnection: () => {},
    hold: () => {},
    refresh: () => {},
    close: () => Promise.resolve(),
  };
  const files: Files = {
    askDestination: async ({ suggestedName: name }) => ({ directory: '/home/anna', name, path: `/home/anna/${name}` }),
    write: async (_directory, all) => {
      written.push(...all);
      return done;
    },
    askBackup: async () => success({ name: 'backup.json', text: written.at(-1)?.text ?? '' }),
    readCertificates: async () => null,
    systemRoots: () => '/etc/ssl/cert.pem',
  };
  const app = createApp({
    store: { profiles, settings: { appearance: 'system' }, notices: [], readOnly: null, save: () => void saves++ },
    secrets: { ...makeSecrets(), notices: [] },
    openEngine: (listener) => {
      report = listener;
      return engine;
    },
    check: async () => null,
    planLaunch: () => null,
    openTerminal: notUsed,
    startProgram: notUsed,
    openUrl: () => Promise.resolve(),
    askToStart: notUsed,
    seenPlans: { has: () => true, add: () => {} },
    policy: noPolicy,
    lookForUpdate: () => done,
    licences: () => success({ text: 'licences' }),
    folder: {
      disk: { choose: async () => null, write: async () => null, read: async () => [], watch: () => () => {} },
      memory: { read: () => ({ path: null, id: '0', seen: {} }), write: () => {} },
      digest: (text) => text,
    },
    person: { home: '/home/anna', userName: 'anna', computer: 'desk' },
    after: () => () => {},
    commandLink: null,
    newAlias: async (name) => name.toLowerCase().replaceAll(' ', '-'),
    writeHosts: async () => ({ kind: 'unchanged', file: '' }),
    findPrograms: async () => [],
    chooseProgram: async () => null,
    openWebPage: () => Promise.resolve(),
    copy: () => Promise.resolve(),
    files,
    fetchLine: (url) => ['adit', 'import', url, '--app'],
    kitDisk: {
      askOpen: async () => null,
      askNew: async () => null,
      open: notUsed,
      write: notUsed,
      writeTar: notUsed,
      encryptKey: (pem) => pem,
      unpackClient: notUsed,
      readFolder: notUsed,
    },
    choose: async () => success(null),
    chooseFor: async () => null,
    holdsPublicRoots: () => false,
    readText: () => null,
    readers: {
      text: openText,
      set: (set, options) => readSet(set, options, () => null),
      backup: async (text) => readBackup(text),
    },
    sealing: { seal: notUsed, unseal: notUsed },
    startDemoServer: notUsed,
    freePort: async (_hosts, preferred) => preferred,
    ownAddresses: () => new Set(),
    onMemory: { last: [], save: () => {} },
    portUse: async () => null,
    vpnClient: makeVpnClient(),
    findWhereabouts: async () => ({ gateways: [], wifi: null }),
    knock: () => {},
    askToSwitchOn: () => {},
    findRoutes: notUsed,
    totals: { stored: {}, save: () => {} },
    about: { version: '1', electron: '', node: '', tlsLibrary: '', platform: '', languages: [] },
    newId: randomUUID,
    now: () => new Date(0),
    schedule: { soon: inATurn, shortly: inATurn, later: inATurn },
    log,
    ...change,
  });
  return { ...app, log, started, lines, written, saves: () => saves, report: (event: EngineEvent) => report(event) };
}
