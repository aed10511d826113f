import { describe, expect, it } from 'vitest';
import { readHelloAnswer, smallHello } from './hello.ts';

describe('a small hello', () => {
  it.each([['tunnel.example.org'], [null]])('fits into any packet, and names %s', (name) => {
    for (const version of ['1.3', '1.2'] as const) {
      const hello = smallHello(name, version);
      expect(hello.length).toBeLessThan(400);
      expect(hello.readUInt16BE(3)).toBe(hello.length - 5);
    }
  });

  it.each([
    ['a handshake record', '160303005a', { kind: 'tls' }],
    ['an alert', '15030300020228', { kind: 'alert', description: 40 }],
    ['an alert of which a part came', '150303', null],
    ['a web server', '48545450', { kind: 'plain' }],
    ['something that begins like TLS', '1634', { kind: 'plain' }],
    ['nothing', '', null],
  ])('knows %s', (_name, bytes, answer) => {
    expect(readHelloAnswer(Buffer.from(bytes, 'hex'))).toEqual(answer);
  });
});
