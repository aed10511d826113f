import { expect, test } from 'vitest';
import type { StateChange } from '../../../preload/app-state.ts';
import type { Question } from '../../../preload/types.ts';
import { tunnelOff } from '../../state/tunnel-views.ts';
import { createTrayQuestions } from './questions.ts';

const asked = (
  profileId: string,
  number: number,
  by: 'window' | 'tray',
  kind: Question['kind'] = 'trust',
): StateChange => ({
  kind: 'tunnel',
  profileId,
  tunnel: { ...tunnelOff, question: { kind, attempt: { number, by } } },
});
const unasked: StateChange = {
  kind: 'tunnel',
  profileId: 'a',
  tunnel: { ...tunnelOff, question: { kind: 'trust', attempt: null } },
};

test.each<[string, readonly StateChange[], readonly string[]]>([
  ['a certificate to look at', [asked('a', 1, 'tray')], ['a']],
  ['a passphrase to enter', [asked('a', 1, 'tray', 'secret')], ['a']],
  ['a certificate that has changed', [asked('a', 1, 'tray', 'changed')], ['a']],
  ['a question told twice', [asked('a', 1, 'tray'), asked('a', 1, 'tray')], ['a']],
  ['a second attempt', [asked('a', 1, 'tray'), asked('a', 2, 'tray')], ['a', 'a']],
  ['two tunnels, the later attempt first', [asked('b', 2, 'tray'), asked('a', 1, 'tray')], ['b', 'a']],
  ['an attempt in the window', [asked('a', 1, 'window')], []],
  ['a question that nobody waits for', [unasked], []],
  ['nothing asked', [{ kind: 'tunnel', profileId: 'a', tunnel: tunnelOff }], []],
])('%s', (_name, changes, expected) => {
  const shown: string[] = [];
  const hear = createTrayQuestions((id) => shown.push(id));
  for (const change of changes) hear([change]);
  expect(shown).toEqual(expected);
});
