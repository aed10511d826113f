import { describe, expect, test } from 'vitest';
import type { Diagnosis } from '../../preload/diagnosis.ts';
import type { TunnelError } from '../../preload/types.ts';
import { toSay } from '../../preload/words/text.ts';
import type { Check } from '../diagnose/in-worker.ts';
import { makeApp } from './make-app.ts';
import { makeProfile } from './make-profile.ts';

const found = (state: Diagnosis['state'] = 'done', steps: Diagnosis['steps'] = []): Diagnosis => ({
  target: 'vpn.example.org:443',
  steps,
  broken: null,
  remarks: [],
  state,
  startedAt: 0,
});

/** Checks that a test ends itself. */
function setUp() {
  const profile = makeProfile();
  const checks: {
    readonly tell: (one: Diagnosis) => void;
    readonly end: (one: Diagnosis | null) => void;
    readonly signal: AbortSignal;
    readonly others: boolean;
  }[] = [];
  const check: Check = (_request, others, tell, signal) =>
    new Promise((end) => {
      checks.push({ tell, end, signal, others });
      signal.addEventListener('abort', () => end(null));
    });
  const copied: string[] = [];
  const opened: string[] = [];
  const app = makeApp([profile], {
    check,
    copy: async (text) => void copied.push(text),
    openWebPage: async (url) => void opened.push(url),
  });
  const shown = () => app.state.profile(profile.id)?.tunnel.diagnosis ?? null;
  const about = { profileId: profile.id };
  return { app, checks, copied, opened, shown, about, id: profile.id };
}

describe('a check', () => {
  test('shows what is found while it is found', async () => {
    const { app, checks, shown, id } = setUp();
    const run = app.diagnosing.run(id, true);
    expect(shown()).toMatchObject({ state: 'running', steps: [] });
    const step = { step: 'configuration', state: 'good', facts: [], ms: 1 } as const;
    checks[0]?.tell(found('running', [step]));
    expect(shown()?.steps).toEqual([step]);
    checks[0]?.end(found('done', [step]));
    expect(await run).toEqual({ ok: true, value: found('done', [step]) });
    expect(shown()?.state).toBe('done');
  });

  test('begins anew when it is asked for again, and what the old one says is no longer shown', async () => {
    const { app, checks, shown, id } = setUp();
    const first = app.diagnosing.run(id, true);
    const second = app.diagnosing.run(id, true);
    expect(checks[0]?.signal.aborted).toBe(true);
    checks[0]?.tell(found('done'));
    expect(shown()?.state).toBe('running');
    checks[1]?.end(found());
    expect((await first).ok).toBe(false);
    expect((await second).ok).toBe(true);
    expect(shown()?.state).toBe('done');
  });

  test('asks no other hosts when the settings or who asks for it say so', async () => {
    const { app, checks, about, id } = setUp();
    await app.handlers['diagnosis.start'](about);
    void app.diagnosing.run(id, false);
    const { settings } = app.state.snapshot();
    await app.handlers['settings.save']({ settings: { ...settings, checkOthers: false } });
    await app.handlers['diagnosis.start'](about);
    expect(checks.map(({ others }) => others)).toEqual([true, false, false]);
    await app.handlers['diagnosis.cancel'](about);
  });

  test('is cancelled, and does not look as if it ran', async () => {
    const { app, shown, about, id } = setUp();
    const run = app.diagnosing.run(id, true);
    await app.handlers['diagnosis.cancel'](about);
    expect((await run).ok).toBe(false);
    expect(shown()?.state).toBe('cancelled');
  });

  test('of a profile that cannot be told to the engine names the setting', async () => {
    const { app, checks, shown, id } = setUp();
    const error: TunnelError = { kind: 'psk-missing', host: 'vpn.example.org' };
    const { createDiagnosing } = await import('./diagnosing.ts');
    const diagnosing = createDiagnosing({
      state: app.state,
      resolve: () => ({ ok: false, error }),
      check: () => Promise.reject(new Error('nothing to check')),
      mayAskOthers: () => true,
      now: () => new Date(0),
    });
    await diagnosing.run(id, true);
    expect(checks).toEqual([]);
    expect(shown()?.broken?.words).toMatchObject({ remedy: { kind: 'enter-secret' } });
    expect(shown()?.broken?.finding.step).toBe('configuration');
  });
});

describe('what a window asks of a check', () => {
  test('there is nothing to take before there was one', async () => {
    const { app, about, copied, opened } = setUp();
    expect(await app.handlers['diagnosis.copyReport'](about)).toMatchObject({ ok: false });
    expect(await app.handlers['diagnosis.openPage'](about)).toMatchObject({ ok: false });
    expect([copied, opened]).toEqual([[], []]);
  });

  test('the report is copied, and only the page that main has found is opened', async () => {
    const { app, checks, about, id, copied, opened } = setUp();
    const run = app.diagnosing.run(id, true);
    const fault = { kind: 'captive-portal', host: 'vpn.example.org', page: 'http://login.hotel.test/' } as const;
    const finding = { ...fault, step: 'tls', side: 'this network', evidence: ['The answer is a web page.'] } as const;
    const text = toSay('finding.captive-portal.title');
    const words = { title: text, what: text, why: text, next: text, serverLine: null, serverCommand: null };
    const remedy = { kind: 'open-page', url: fault.page } as const;
    checks[0]?.end({ ...found(), broken: { finding, words: { ...words, remedy } } });
    await run;
    await app.handlers['diagnosis.copyReport'](about);
    await app.handlers['diagnosis.openPage'](about);
    expect(copied[0]).toContain('Seen: The answer is a web page.');
    expect(opened).toEqual(['http://login.hotel.test/']);
  });
});
