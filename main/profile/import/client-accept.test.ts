import { describe, expect, test } from 'vitest';
import type { ImportAnswer } from '../../../preload/import-preview.ts';
import { adopt } from './adopt.ts';
import { adoptWith, answerFor, makeProposal, makeService, makeView } from './make-proposal.ts';

const client = (...accepts: readonly string[]) =>
  `[x]\nclient = yes\n${accepts.map((accept) => `accept = ${accept}\n`).join('')}connect = h.example:443\n`;
const listens = (text: string, more: Partial<ImportAnswer> = {}) =>
  adoptWith(text, { localPort: 8080, ...more })[0]?.accept.map(({ host, port }) => `${host} ${port}`);

describe('a file that lets other computers use its tunnel', () => {
  test.each(['0.0.0.0:8080', '*:8080', ':::8080', '192.168.1.5:8080'])('is asked about: accept = %s', (accept) => {
    expect(makeView(client(accept)).exposed).toBe(true);
    expect(listens(client(accept))).toEqual(['127.0.0.1 8080']);
    const host = accept.replace(/:8080$/, '').replace('*', '0.0.0.0');
    expect(listens(client(accept), { exposed: true })).toEqual([`${host} 8080`]);
  });

  test('listens once where several of its addresses become one', () => {
    const both = client('0.0.0.0:8080', ':::8080', '127.0.0.1:9000');
    expect(listens(both)).toEqual(['127.0.0.1 8080', '127.0.0.1 9000']);
    expect(listens(both, { exposed: true })).toEqual(['0.0.0.0 8080', ':: 8080', '127.0.0.1 9000']);
  });

  test.each(['8080', '127.0.0.1:8080', 'localhost:8080', '::1:8080'])('is not what says accept = %s', (accept) => {
    expect(makeView(client(accept)).exposed).toBeUndefined();
  });
});

describe('an accept line that names no address of this computer', () => {
  const ownAddresses = new Set(['192.168.1.5', 'fd00::5', 'laptop']);
  test.each(['203.0.113.1', 'freenode', 'mirror.example.org', '2001:db8::1'])('%s is this one', (host) => {
    const view = makeView(client(`${host}:6380`), { ownAddresses });
    expect([view.localPort, view.accept, view.exposed]).toEqual([6380, undefined, undefined]);
    expect(view.notes.map(({ line, reason }) => [line, reason])).toEqual([
      [
        3,
        `This computer has no address or name “${host}” of its own that a tunnel could listen on: 127.0.0.1:6380 is used.`,
      ],
    ]);
  });

  test.each(['192.168.1.5', 'fd00::5', 'LAPTOP', 'localhost', 'ip6-localhost', '127.0.0.53', '0.0.0.0'])(
    '%s is none',
    (host) => {
      const view = makeView(client(`${host}:6380`), { ownAddresses });
      expect(view.notes.filter(({ reason }) => reason.includes('of its own'))).toEqual([]);
    },
  );
});

describe('a Unix socket', () => {
  const socket = '/run/user/1000/db.sock';

  test('is where the tunnel listens, and nobody is asked for a port', () => {
    const { view } = makeService(client(socket));
    expect(view).toMatchObject({ localPort: null, accept: [], problem: null });
    expect(view.reasons.localPort).toBeUndefined();
    const { localPort: _, ...answer } = answerFor();
    const [profile] = adopt(makeProposal(client(socket)), [answer], () => crypto.randomUUID());
    expect(profile).toMatchObject({ accept: [], socket });
  });

  test('may stand beside a port', () => {
    const [profile] = adoptWith(client('2222', socket));
    expect(profile).toMatchObject({ accept: [{ host: '127.0.0.1', port: 2222 }], socket });
  });

  test.each([
    [[socket, '/run/other.sock'], 'Adit listens on one socket only.'],
    [[`/${'a'.repeat(100)}`, '2222'], 'Adit cannot listen on a socket with such a path.'],
  ])('of %j is told what does not become of it', (places, reason) => {
    expect(makeView(client(...places)).notes.map((note) => note.reason)).toContain(reason);
  });
});
