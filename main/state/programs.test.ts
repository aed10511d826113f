import { beforeEach, expect, test } from 'vitest';
import type { ProgramChoices } from '../../preload/app-state.ts';
import { makeApp } from './make-app.ts';
import { makeProfile } from './make-profile.ts';

const choices: readonly ProgramChoices[] = [
  {
    slot: 'ssh',
    label: 'SSH',
    clients: [{ id: 'putty', label: 'PuTTY', isFound: false, canBeElsewhere: true }],
  },
];
let chosen: string | null;
const make = () =>
  makeApp([makeProfile()], {
    findPrograms: async () => choices,
    chooseProgram: async () => chosen,
    planLaunch: (_, programs) => ({
      label: programs?.ssh?.client ?? 'automatic',
      start: null,
      by: programs?.ssh?.path ?? null,
      digest: '',
      command: '',
      lines: [],
      notes: [],
    }),
  });
let app: ReturnType<typeof make>;
beforeEach(() => {
  chosen = '/opt/putty';
  app = make();
});
const launch = () => app.state.snapshot().profiles[0]?.launch;
const settings = () => app.state.snapshot().settings;

test('what was found is there to choose from', async () => {
  expect(app.state.snapshot().programs).toEqual([]);
  await app.programs.find();
  expect(app.state.snapshot().programs).toEqual(choices);
});

test('a client that was chosen is in the plans at once', async () => {
  expect(launch()).toMatchObject({ label: 'automatic' });
  expect(app.programs.saveSettings({ appearance: 'system', programs: { ssh: { client: 'putty' } } }).ok).toBe(true);
  app.state.snapshot();
  expect(launch()).toMatchObject({ label: 'putty' });
});

test('the place of a program is asked for in main, and the window cannot name another', async () => {
  await app.programs.find();
  expect(await app.programs.choose('ssh', 'putty')).toEqual({ ok: true, value: { path: '/opt/putty' } });
  expect(settings().programs).toEqual({ ssh: { client: 'putty', path: '/opt/putty' } });
  const evil = { ssh: { client: 'putty', path: '/tmp/evil' } };
  expect(app.programs.saveSettings({ appearance: 'dark', programs: evil })).toMatchObject({
    error: { code: 'forbidden' },
  });
  const moved = { sftp: { client: 'putty', path: '/opt/putty' } };
  expect(app.programs.saveSettings({ appearance: 'dark', programs: moved }).ok).toBe(false);
  expect(settings().appearance).toBe('system');
  expect(app.programs.saveSettings({ ...settings(), appearance: 'dark' }).ok).toBe(true);
  expect(settings()).toEqual({ appearance: 'dark', programs: { ssh: { client: 'putty', path: '/opt/putty' } } });
});

test('who cancels, or asks for what is not known, changes nothing', async () => {
  await app.programs.find();
  expect((await app.programs.choose('ssh', 'notepad')).ok).toBe(false);
  chosen = null;
  expect(await app.programs.choose('ssh', 'putty')).toEqual({ ok: true, value: null });
  expect(settings()).toEqual({ appearance: 'system' });
});
