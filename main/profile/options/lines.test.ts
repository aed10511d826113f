import { expect, test } from 'vitest';
import { say } from '../../../preload/words/say.ts';
import { parse } from '../../conf/parse.ts';
import { servicesOf } from '../../conf/services.ts';
import { readLines } from './lines.ts';

function read(lines: string, role: 'server' | 'client' = 'client') {
  const [service] = servicesOf(parse(`[a]\naccept = 1\nconnect = 2\n${lines}\n`)).services;
  if (service === undefined) throw new Error('There is no service.');
  const { own, tls, notes } = readLines(service, role);
  return { ...own, ...tls, notes: notes.map(({ reason }) => say(reason)) };
}

test('each field is read from its line, the last one of several', () => {
  const lines = 'failover = prio\nfailover = RR\nlocal = 192.0.2.7\nciphers = HIGH\ncurves = X25519\nsecurityLevel = 3';
  expect(read(lines)).toEqual({
    failover: 'rr',
    local: '192.0.2.7',
    ciphers: 'HIGH',
    curves: 'X25519',
    securityLevel: 3,
    notes: [],
  });
});

test('a command of OpenSSL that says the same counts as the line', () => {
  expect(read('ciphers = HIGH\nconfig = CipherString:LOW')).toEqual({ ciphers: 'LOW', notes: [] });
});

test('a server’s section says of its clients only what they have in common', () => {
  const lines = 'ciphers = HIGH\ncurves = X25519\nlocal = 192.0.2.7\nfailover = rr\nsecurityLevel = 3';
  expect(read(lines, 'server')).toEqual({ ciphers: 'HIGH', curves: 'X25519', notes: [] });
});

test.each([
  ['local =', null],
  ['ciphers = HIGH:!aNULL:!SSLv2:!DH:!kDHEPSK', null],
  ['local = not an address', 'This is no address of a computer; the system chooses where connections come from.'],
  [`local = \${ADDRESS}`, 'This is no address of a computer; the system chooses where connections come from.'],
  [`ciphers = \${CIPHERS}`, 'This list is a placeholder or too long; the default is used.'],
  [`curves = ${'x'.repeat(1025)}`, 'This list is a placeholder or too long; the default is used.'],
  ['securityLevel = 6', 'Security levels go from 0 to 5; the line was left out.'],
  ['failover = first', 'This is neither prio nor rr; the first server is always tried first.'],
])('what a profile cannot keep is left out, with a sentence: %.40s', (line, reason) => {
  expect(read(line)).toEqual({ notes: reason === null ? [] : [reason] });
});
