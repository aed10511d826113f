import { expect, it } from 'vitest';
import { ipv6Twins } from '../loopback.ts';
import { sayClause } from '../words/say.ts';
import { acceptIpv6 } from './accept-ipv6.ts';

const at = (...places: string[]) =>
  places.map((place) => {
    const colon = place.lastIndexOf(':');
    return { host: place.slice(0, colon), port: Number(place.slice(colon + 1)) };
  });

it.each([
  [['127.0.0.1:2222'], ['::1:2222']],
  [
    ['127.0.0.1:1', '127.0.0.1:2'],
    ['::1:1', '::1:2'],
  ],
  [['127.0.0.1:1', '::1:1'], []],
  [['127.0.0.1:1', '::1:2'], ['::1:1']],
  [['0.0.0.0:1', 'localhost:2', '192.168.1.2:3', '::1:4'], []],
])('beside %j there is %j', (accept, twins) => {
  expect(ipv6Twins(at(...accept))).toEqual(at(...twins));
});

it('is a switch that is left out when it is off', () => {
  const { form } = acceptIpv6.editor;
  expect(form.valueOf(form.draftOf(true), true)).toBe(true);
  expect(form.valueOf(form.draftOf(undefined), true)).toBeUndefined();
  expect([acceptIpv6.words(true), acceptIpv6.words(undefined)].map(sayClause)).toEqual(['yes', 'no']);
});
