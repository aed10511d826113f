import { describe, expect, test } from 'vitest';
import { say } from '../../../preload/words/say.ts';
import { makeProposal } from './make-proposal.ts';
import { withRings } from './rings.ts';

const client = (name: string, accept: number, connect: string) =>
  `[${name}]\nclient = yes\naccept = 127.0.0.1:${accept}\nconnect = ${connect}\n`;

const warned = (text: string) =>
  withRings(makeProposal(text), []).services.map(({ view }) =>
    (view.warnings ?? []).map(({ reason }) => say(reason)).filter((reason) => reason.includes('ring')),
  );

describe('a ring within one file', () => {
  test('is named at each of its services', () => {
    const text = client('a', 1, '127.0.0.1:2') + client('b', 2, 'localhost:3') + client('c', 3, '1');
    expect(warned(text)).toEqual([
      [expect.stringMatching(/“a” to “b” to “c” and back to “a”/)],
      [expect.stringMatching(/“b” to “c” to “a” and back to “b”/)],
      [expect.stringMatching(/“c” to “a” to “b” and back to “c”/)],
    ]);
  });

  test('is not made of tunnels that go through each other', () => {
    expect(warned(client('a', 1, '127.0.0.1:2') + client('b', 2, 'out.example:3'))).toEqual([[], []]);
  });

  test('is not made by a section that cannot become a profile', () => {
    const ssl3 = `${client('b', 2, '1')}sslVersion = SSLv3\n`;
    expect(warned(client('a', 1, '127.0.0.1:2') + ssl3)).toEqual([[], []]);
  });
});
