import { expect, test } from 'vitest';
import { profileLimits, profileSchema } from '../../../preload/fields/profile.ts';
import { toSay } from '../../../preload/words/text.ts';
import { saying } from '../../../test/engine/saying.ts';
import { makeProfile } from '../../state/make-profile.ts';
import { adopt } from '../import/adopt.ts';
import { makeProposal } from '../import/make-proposal.ts';
import { keptNotes } from './kept-notes.ts';

const note = (line: number, text = 'delay = x') => ({ line, text, reason: toSay('note.ownLog') });
const notes = (count: number, text?: string) => Array.from({ length: count }, (_, index) => note(index + 1, text));

test('usual notes are kept as they are', () => {
  expect(keptNotes(notes(200))).toEqual(notes(200));
  expect(keptNotes([])).toEqual([]);
});

test.each([
  ['many', notes(5000), 4001],
  ['long ones', notes(400, 'x'.repeat(1000)), 305],
])('of %s the first are kept, and the others counted', (_, given, left) => {
  const kept = keptNotes(given);
  expect(kept.at(-1)?.reason).toEqual(saying(new RegExp(`^${left.toLocaleString('en')} more notes were left out`)));
  expect(kept).toHaveLength(given.length - left + 1);
  expect(JSON.stringify(kept).length).toBeLessThan(profileLimits.noteCharacters + 2000);
});

test('a file full of mistakes becomes a profile within the limits', () => {
  const text = `client = yes\n[a]\naccept = 2222\nconnect = h.example:443\n${'nonsense line without a sign\n'.repeat(9000)}`;
  const proposal = makeProposal(text);
  const answer = {
    key: 'service-1',
    name: 'a',
    application: 'ssh',
    host: 'h',
    remotePort: 1,
    localPort: 2,
    user: null,
  } as const;
  const [profile] = adopt(proposal, [answer], () => '4c0f5a57-2b0e-4c37-9b15-4f1f7c9f2a01');
  expect(profile?.origin.notes.length).toBeLessThanOrEqual(profileLimits.notes);
});

test('a larger profile is refused, in a sentence', () => {
  const lists = Array.from({ length: 2 }, () => ({
    kind: 'pem' as const,
    pem: `-----BEGIN CERTIFICATE-----\n${'A'.repeat(240_000)}`,
  }));
  const checks = { hosts: [], emails: [], ips: [] };
  const profile = makeProfile({ trust: { kind: 'authority', certificates: lists, checks } });
  expect(profileSchema.safeParse(profile).error?.issues.map(({ message }) => message)).toEqual([
    'A profile has at most 400 000 characters: keep certificates in a file rather than in the profile.',
  ]);
});
