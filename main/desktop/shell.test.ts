/** Window, tray and what is opened from outside, joined to the real app, with nothing of Electron. */

import { describe, expect, onTestFinished, test } from 'vitest';
import type { EventName } from '../../preload/contract.ts';
import { type SentPatch, unpacked } from '../../preload/sent-patch.ts';
import type { Profile, TunnelStatus } from '../../preload/types.ts';
import { readWritten } from '../../preload/words/read-written.ts';
import { toSay } from '../../preload/words/text.ts';
import { speak } from '../../preload/words/words.ts';
import { makeApp } from '../state/make-app.ts';
import { makeCertificate, makeProfile } from '../state/make-profile.ts';
import { failure, success } from '../state/result.ts';
import { LET_GO_AFTER_MS } from './letting-go.ts';
import { createShell, type ShellPorts } from './shell.ts';
import type { TrayAction, TrayModel } from './tray/model.ts';
import type { WindowMemory } from './window-memory.ts';

const profile = makeProfile();
const certificate = makeCertificate();
const untrusted: TunnelStatus = {
  kind: 'blocked',
  error: { kind: 'cert-untrusted', host: 'vpn.example.org', code: 'X', certificate, systemTrusts: false },
  remedy: { kind: 'trust-certificate', certificate },
};
const configuration = '[ssh]\naccept = 443\nconnect = 22\ncert = a.pem\n';

function setUp(change: Partial<ShellPorts> = {}, hasTray = true, ofProfile: Partial<Profile> = {}) {
  const app = makeApp([{ ...profile, ...ofProfile }]);
  const did: string[] = [];
  const told: (readonly [EventName, unknown])[] = [];
  const models: TrayModel[] = [];
  const due: (() => void)[] = [];
  const timers = new Set<{ readonly milliseconds: number; readonly then: () => void }>();
  let isPutAway = true;
  let remembered: WindowMemory = {
    bounds: null,
    isMaximized: false,
    toldAboutTray: false,
    appearance: 'system',
    isRightToLeft: false,
  };
  let click: (action: TrayAction) => void = () => {};
  const shell = createShell({
    app,
    window: {
      show: () => void did.push('show'),
      tell: (name, payload) => void told.push([name, payload]),
      tellIfSeen: (name, payload) => void told.push([name, payload]),
      isPutAway: () => isPutAway,
      letGo: () => void did.push('let go'),
      isNew: () => true,
      ready: () => void did.push('ready'),
    },
    openTray(first, act) {
      models.push(first);
      click = act;
      return hasTray ? { show: (model) => void models.push(model) } : null;
    },
    isTraySeen: () => true,
    readFiles: async ([path = '']) =>
      success({ name: null, files: [{ path, bytes: new TextEncoder().encode(configuration) }], notes: [] }),
    applyAppearance: ({ appearance }) => void did.push(`appearance ${appearance}`),
    memory: {
      read: () => remembered,
      write: (memory) => {
        remembered = memory;
      },
    },
    platform: 'linux',
    isQuitting: () => false,
    askToConnect: async ({ profile: asked }) => {
      did.push(`ask to connect ${asked.name}`);
      return true;
    },
    askToQuit: async (tunnelsOn) => {
      did.push(`ask about ${tunnelsOn}`);
      return true;
    },
    sayWhereItWent: () => void did.push('say where it went'),
    quit: () => void did.push('quit'),
    after(milliseconds, then) {
      const timer = { milliseconds, then };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    later: (then) => void due.push(then),
    ...change,
  });
  const status = (next: TunnelStatus) => app.report({ kind: 'status', id: profile.id, status: next });
  /** What was asked for has been done, and has been told: a snapshot announces first what is still to be announced. */
  const settled = async () => {
    await new Promise((resolve) => setImmediate(resolve));
    app.state.snapshot();
    for (const then of due.splice(0)) then();
  };
  did.length = 0;
  return {
    app,
    shell,
    did,
    told,
    models,
    status,
    settled,
    timers,
    /** The system has brought the window back, or never took it away. */
    isThere: () => {
      isPutAway = false;
    },
    remembered: () => remembered,
    click: (action: TrayAction) => click(action),
  };
}

const events = (told: readonly (readonly [EventName, unknown])[], name: EventName): readonly unknown[] =>
  told.filter(([each]) => each === name).map(([, payload]) => payload);

describe('the tray', () => {
  test('switches tunnels on and off, and follows the state as the window does', async () => {
    const { app, click, models, told, settled } = setUp();
    click({ kind: 'toggle', profileId: profile.id });
    await settled();
    expect(app.started.map(({ id }) => id)).toEqual([profile.id]);
    expect(models.at(-1)?.icon).toBe('starting');
    expect(events(told, 'state.changed')).toMatchObject([{ rev: 1, changes: [{ kind: 'tunnel' }] }]);
    click({ kind: 'toggle', profileId: profile.id });
    await settled();
    expect(models.at(-1)?.icon).toBe('off');
  });

  test('is left alone by traffic, which the window shows', async () => {
    const { app, models, told, status, settled } = setUp();
    app.controller.start(profile.id);
    status({ kind: 'on', accept: [], server: { kind: 'unknown' } });
    await settled();
    const before = models.length;
    const traffic = { sent: 1, received: 1, openConnections: 1, totalConnections: 1 };
    app.report({ kind: 'traffic', id: profile.id, traffic });
    await settled();
    expect(models).toHaveLength(before);
    const [patch] = events(told, 'state.changed').slice(-1);
    expect(unpacked(patch as SentPatch)).toMatchObject({ changes: [{ kind: 'traffic', traffic }] });
  });

  test('brings the window for a question of a tunnel that was switched on in it, and only then', async () => {
    const { app, click, did, told, status, settled } = setUp();
    app.controller.start(profile.id);
    status(untrusted);
    await settled();
    expect(did).toEqual([]);
    await app.controller.stop(profile.id);
    click({ kind: 'toggle', profileId: profile.id });
    status(untrusted);
    await settled();
    expect(did).toEqual(['show']);
    expect(events(told, 'window.navigate')).toEqual([{ to: 'profile', profileId: profile.id }]);
  });

  test('leads to a tunnel whose question nobody has asked for, and then the window asks', async () => {
    const { app, click, told, status, settled } = setUp({}, true, { startWithApp: true });
    app.controller.startWithApp(false);
    status(untrusted);
    await settled();
    expect(app.state.profile(profile.id)?.tunnel.question).toEqual({ kind: 'trust', attempt: null });
    click({ kind: 'show-profile', profileId: profile.id });
    await settled();
    expect(app.state.profile(profile.id)?.tunnel.question?.attempt).not.toBeNull();
    expect(events(told, 'window.navigate')).toEqual([{ to: 'profile', profileId: profile.id }]);
  });

  test('opens the window where its lines say', () => {
    const { click, did, told } = setUp();
    click({ kind: 'open' });
    click({ kind: 'add' });
    click({ kind: 'show-profile', profileId: profile.id });
    click({ kind: 'quit' });
    expect(did).toEqual(['show', 'show', 'show', 'quit']);
    expect(events(told, 'window.navigate')).toEqual([{ to: 'import' }, { to: 'profile', profileId: profile.id }]);
  });
});

test('the window gets what waited for it once it has asked for the state', () => {
  const { shell, did, app } = setUp();
  expect(shell.handlers['state.get'](undefined)).toEqual(app.handlers['state.get'](undefined));
  expect(did).toEqual(['ready']);
});

test('a changed appearance is applied, and nothing else is', async () => {
  const { app, did, remembered, settled } = setUp();
  app.controller.notify('information', toSay('settings.title'));
  await settled();
  expect(did).toEqual([]);
  app.controller.saveSettings({ appearance: 'dark' });
  await settled();
  expect(did).toEqual(['appearance dark']);
  expect(remembered().appearance).toBe('dark');
});

test('the direction of the language is remembered for the next first frame', async () => {
  const { remembered } = setUp();
  onTestFinished(() => speak('en'));
  await speak('fa', [], readWritten);
  expect(remembered().isRightToLeft).toBe(true);
  await speak('de', [], readWritten);
  expect(remembered().isRightToLeft).toBe(false);
});

test('a window that can be seen again learns which state there is', () => {
  const { app, shell, told } = setUp();
  app.controller.saveSettings({ appearance: 'dark' });
  shell.windowSeen();
  expect(told.at(-1)).toEqual(['state.changed', { rev: app.state.snapshot().rev, changes: [] }]);
});

describe('what is opened from outside', () => {
  test('a file and a link are previewed in the window, each in turn', async () => {
    const { shell, did, told } = setUp();
    await shell.open([
      { kind: 'file', path: 'stunnel.conf' },
      { kind: 'link', link: 'adit://import/v1#damaged' },
    ]);
    expect(did).toEqual(['show']);
    expect(events(told, 'import.opened')).toMatchObject([{ services: [{ section: 'ssh' }] }]);
    expect(events(told, 'import.failed')).toMatchObject([{ code: 'import' }]);
  });

  test('what cannot be read says why', async () => {
    const gone = failure('import', () => ({ what: 'It is gone.', why: '', next: '' }));
    const { shell, told } = setUp({ readFiles: async () => gone });
    await shell.open([{ kind: 'file', path: 'stunnel.conf' }]);
    expect(events(told, 'import.failed')).toEqual([gone.error]);
  });

  test('a link that asks for a connection is a question first, and no order', async () => {
    const asked: string[] = [];
    let answer = false;
    const askToConnect: ShellPorts['askToConnect'] = async ({ profile: of }) => {
      asked.push(of.name);
      return answer;
    };
    const { shell, app, settled } = setUp({ askToConnect });
    const link = { kind: 'connect', name: profile.name } as const;
    await shell.open([link]);
    expect([asked, app.started]).toEqual([[profile.name], []]);
    answer = true;
    void shell.open([link]);
    await settled();
    await settled();
    expect(app.started.map(({ id }) => id)).toEqual([profile.id]);
  });

  test('many links are one question', async () => {
    let asked = 0;
    const askToConnect = () => {
      asked += 1;
      return new Promise<boolean>(() => {});
    };
    const { shell, settled } = setUp({ askToConnect });
    const link = { kind: 'connect', name: profile.name } as const;
    for (let count = 0; count < 5; count += 1) void shell.open([link]);
    await settled();
    expect(asked).toBe(1);
  });

  test('a link to a profile that there is not is said to be one', async () => {
    const { shell, app, settled } = setUp();
    await shell.open([{ kind: 'connect', name: 'Nobody' }]);
    await settled();
    expect(
      app.state
        .snapshot()
        .notices.map(({ text }) => text)
        .join(),
    ).toContain('no profile “Nobody”');
  });

  test('nothing at all raises the window', async () => {
    const { shell, did } = setUp();
    await shell.open([]);
    expect(did).toEqual(['show']);
  });
});

describe('closing the window', () => {
  test('hides it where there is a tray, and says so the first time', () => {
    const { shell, did } = setUp();
    expect([shell.windowCloses(), shell.windowCloses()]).toEqual(['hide', 'hide']);
    expect(did).toEqual(['say where it went']);
  });

  test('without a tray asks before it ends tunnels, and quits where there are none', async () => {
    const { shell, app, did, settled } = setUp({}, false);
    expect(shell.hasTray).toBe(false);
    expect(shell.windowCloses()).toBe('close');
    expect(did).toEqual(['quit']);
    app.controller.start(profile.id);
    expect(shell.windowCloses()).toBe('stay');
    await settled();
    expect(did).toEqual(['quit', 'ask about 1', 'quit']);
  });

  test('a person who would rather stay, stays', async () => {
    const { shell, app, did, settled } = setUp({ askToQuit: async () => false, isTraySeen: () => false });
    app.controller.start(profile.id);
    expect(shell.windowCloses()).toBe('stay');
    await settled();
    expect(did).toEqual([]);
  });

  test('while the app quits, it closes', () => {
    expect(setUp({ isQuitting: () => true }).shell.windowCloses()).toBe('close');
  });
});

describe('a window that nobody sees', () => {
  const left = { selectedId: profile.id, isBusy: false };

  test('is let go after a while, and its next page begins where the last one was', () => {
    const { shell, timers, did, told } = setUp();
    void shell.handlers['window.hidden'](left);
    expect([...timers].map(({ milliseconds }) => milliseconds)).toEqual([LET_GO_AFTER_MS]);
    expect(did).toEqual([]);
    for (const { then } of timers) then();
    expect(did).toEqual(['let go']);
    expect(told).toEqual([['window.navigate', { to: 'profile', profileId: profile.id }]]);
  });

  test('with nothing selected begins as any other', () => {
    const { shell, timers, told } = setUp();
    void shell.handlers['window.hidden']({ selectedId: null, isBusy: false });
    for (const { then } of timers) then();
    expect(told).toEqual([]);
  });

  test('is kept while something is open in it, also when that was not so the last time', () => {
    const { shell, timers } = setUp();
    void shell.handlers['window.hidden'](left);
    void shell.handlers['window.hidden']({ ...left, isBusy: true });
    expect(timers.size).toBe(0);
  });

  test('is kept when it is seen again before', () => {
    const { shell, timers } = setUp();
    void shell.handlers['window.hidden'](left);
    shell.windowSeen();
    expect(timers.size).toBe(0);
  });

  test('is kept when only its page thinks so', () => {
    const { shell, timers, isThere, did } = setUp();
    void shell.handlers['window.hidden'](left);
    isThere();
    for (const { then } of timers) then();
    expect(did).toEqual([]);
  });
});
