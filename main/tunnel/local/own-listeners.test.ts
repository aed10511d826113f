import { expect, test } from 'vitest';
import { OwnListeners } from './own-listeners.ts';

const [a, b, c] = ['a', 'b', 'c'].map((id) => ({ id, name: `tunnel ${id}` })) as [
  { id: string; name: string },
  { id: string; name: string },
  { id: string; name: string },
];
const here = () => new OwnListeners(() => new Set(['192.0.2.2', 'fd00::2']));
const on = (port: number, host = '127.0.0.1') => [{ host, port }];

test('a tunnel that reaches itself is a ring', () => {
  const own = here();
  own.opened(a, on(7001));
  expect(own.ringTo(a, '127.0.0.1', 7001)).toEqual(['tunnel a']);
  expect(own.ringTo(a, '127.0.0.1', 7002)).toBeNull();
  expect(own.ringTo(a, '127.0.0.2', 7001)).toBeNull();
});

test.each([
  ['0.0.0.0', '192.0.2.2', true],
  ['::', 'fd00::2', true],
  ['::', '127.0.0.3', true],
  ['0.0.0.0', '198.51.100.9', false],
  ['127.0.0.1', '192.0.2.2', false],
])('what listens on %s is reached by %s: %s', (host, address, isOwn) => {
  const own = here();
  own.opened(a, on(7001, host));
  expect(own.ringTo(a, address, 7001) !== null).toBe(isOwn);
});

test('three tunnels that lead back to the first are a ring, once the last connects', () => {
  const own = here();
  own.opened(a, on(7001));
  own.opened(b, on(7002));
  own.opened(c, on(7003));
  expect(own.ringTo(a, '127.0.0.1', 7002)).toBeNull();
  expect(own.ringTo(b, '127.0.0.1', 7003)).toBeNull();
  expect(own.ringTo(c, '127.0.0.1', 7001)).toEqual(['tunnel c', 'tunnel a', 'tunnel b']);
});

test('a chain is none, and a tunnel that was switched off ends one', () => {
  const own = here();
  own.opened(a, on(7001));
  own.opened(b, on(7002));
  expect(own.ringTo(a, '127.0.0.1', 7002)).toBeNull();
  expect(own.ringTo(b, '198.51.100.9', 443)).toBeNull();
  own.closed('a');
  own.opened(a, on(7001));
  expect(own.ringTo(b, '127.0.0.1', 7001)).toBeNull();
});
