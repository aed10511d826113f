import { expect, it } from 'vitest';
import { capabilities, supportsCurve } from './capabilities.ts';

const available = (option: string) => capabilities().table.find((line) => line.option === option)?.available;

it('finds out what OpenSSL can do', () => {
  expect(capabilities().library).toBe(`OpenSSL ${process.versions.openssl}`);
  expect(available('curves = X448')).toBe(true);
  expect(available('ciphers = DHE-RSA-AES128-GCM-SHA256')).toBe(true);
  expect(available('ciphersuites')).toBe(true);
  expect(available('sslVersion = TLSv1.3')).toBe(true);
  expect(available('sslVersion = SSLv3')).toBe(false);
});

it('says why, wherever something is not available', () => {
  for (const line of capabilities().table)
    expect([line.option, line.note !== '']).toEqual([line.option, !line.available]);
});

it('knows no groups that nobody knows', () => {
  expect(supportsCurve('no-such-curve')).toBe(false);
  expect(supportsCurve('X25519')).toBe(true);
});
