/** What the system's dialogs say before a program is started, and before a link is obeyed. */
import { describe, expect, test, vi } from 'vitest';
import type { Plan } from '../state/launching.ts';
import { makeProfile } from '../state/make-profile.ts';
import { tunnelOff } from '../state/tunnel-views.ts';
import { connectQuestion } from './ask-to-connect.ts';
import { question } from './ask-to-start.ts';

vi.mock('electron', () => ({ dialog: {} }));

const plan = (start: Plan['start']): Plan => ({
  label: 'Start your command',
  start,
  by: 'your command in xterm',
  digest: '',
  command: '',
  lines: [],
  notes: [],
});
const lines = (argv: readonly string[]) => question('Work', plan({ kind: 'program', argv })).detail.split('\n');

describe('before a program is started', () => {
  test('each argument stands on a line of its own, so that none hides in another', () => {
    const said = lines(['sh', '-c', 'rm -rf ~', '']);
    const at = said.indexOf('sh');
    expect(said.slice(at, at + 4)).toEqual(['sh', '-c', 'rm -rf ~', '(nothing)']);
    expect(question('Work', plan({ kind: 'url', url: 'vnc://127.0.0.1:1' })).detail).toContain('\nvnc://127.0.0.1:1\n');
  });

  test('what cannot be seen, or would turn the text round, is seen', () => {
    expect(lines(['a\nb', 'x\u202ey', 'z\u200b'])).toEqual(
      expect.arrayContaining(['a\\u{a}b', 'x\\u{202e}y', 'z\\u{200b}']),
    );
  });

  test('what does not fit is counted', () => {
    expect(lines(Array.from({ length: 30 }, (_, index) => `a${index}`))).toContain('and 6 more arguments');
  });
});

test('before a link is obeyed, where it leads to and what it starts is said, and Cancel is the second button', () => {
  const said = connectQuestion({
    profile: makeProfile({ name: 'Work' }),
    tunnel: tunnelOff,
    launch: { label: '', command: '', starts: true, by: 'OpenSSH in xterm', lines: [], notes: [] },
    vpn: null,
    secrets: [],
  });
  expect(said.message).toBe('Connect “Work”?');
  expect(said.detail).toContain('vpn.example.org on, and starts OpenSSH in xterm.');
  expect(said.buttons).toEqual(['Connect', 'Cancel']);
});
