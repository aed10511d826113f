import { describe, expect, test } from 'vitest';
import { inWords } from '../../../preload/import-words.ts';
import { gather } from '../files/gather.ts';
import { localPortsIn, makeProposal, makeView } from './make-proposal.ts';

const redis = {
  server: '[redis-server]\naccept = 16380\nconnect = 6379\ncert = s.pem\n',
  client: '[redis-client]\nclient = yes\naccept = 127.0.0.1:6379\nconnect = master.example.org:16380\n',
};

describe('a port that a client’s section writes is given out before those that are made up', () => {
  const cases: readonly (readonly [what: string, text: string, ports: readonly number[]])[] = [
    ['the server’s section first', redis.server + redis.client, [6380, 6379]],
    ['the client’s section first', redis.client + redis.server, [6379, 6380]],
    [
      'two servers and a client between them',
      '[a]\naccept = 443\nconnect = 22\n[c]\nclient = yes\naccept = 2222\nconnect = x.example:1\n[b]\naccept = 444\nconnect = 22\n',
      [2223, 2222, 2224],
    ],
    [
      'a client that listens on several',
      '[s]\naccept = 443\nconnect = 80\n[c]\nclient = yes\naccept = 8080\naccept = 8081\nconnect = x.example:1\n',
      [8082, 8080],
    ],
    [
      'a client that connects to this computer, where something else listens',
      '[s]\naccept = 6380\nconnect = 6379\n[c]\nclient = yes\naccept = 7000\nconnect = 6379\n',
      [6380, 7000],
    ],
    [
      'a section that cannot become a profile keeps no port',
      '[c]\nclient = yes\naccept = 2222\n[d]\nclient = yes\naccept = 2222\nconnect = x.example:1\n',
      [2222, 2222],
    ],
  ];
  test.each(cases)('%s', (_what, text, ports) => {
    expect(localPortsIn(text)).toEqual(ports);
  });

  test('in another file of the set as well', () => {
    const bytes = (text: string) => new TextEncoder().encode(text);
    const files = [
      { path: 'a-server.conf', bytes: bytes(redis.server) },
      { path: 'b-client.conf', bytes: bytes(redis.client) },
    ];
    const result = gather({ name: 'etc', files, notes: [] }, { fileName: null, takenPorts: new Set() }, () => null);
    expect(result.ok && result.proposal.services.map(({ view }) => [view.section, view.localPort])).toEqual([
      ['redis-server', 6380],
      ['redis-client', 6379],
    ]);
  });
});

describe('a written port that has to move', () => {
  const clients = (...ports: readonly number[]) =>
    ports.map((port, index) => `[c${index}]\nclient = yes\naccept = ${port}\nconnect = x${index}.example:1\n`).join('');

  test('says so, and where it was written', () => {
    const [first, second] = makeProposal(clients(5000, 5000)).services;
    expect([first?.view.localPort, second?.view.localPort]).toEqual([5000, 5001]);
    expect(second && inWords(second.view).reasons.localPort).toBe(
      'The file says 5000 (line 7), which another tunnel has; 5001 is free.',
    );
  });

  test('moves to none that a later section writes', () => {
    expect(localPortsIn(clients(5000, 5000, 5001))).toEqual([5000, 5002, 5001]);
    expect(localPortsIn(clients(5000, 5001), { takenPorts: new Set([5000]) })).toEqual([5002, 5001]);
  });

  test('says so of a further address of the same section', () => {
    const view = makeView('[c]\nclient = yes\naccept = 5000\naccept = 6000\nconnect = x.example:1\n', {
      takenPorts: new Set([6000]),
    });
    expect(view.accept?.map(({ port }) => port)).toEqual([5000, 6001]);
    expect(view.notes.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'The file says 6000, which another tunnel has; 6001 is free.'],
    ]);
  });
});

describe('a section that connects to where it listens', () => {
  const client = (accept: string, connect: string) =>
    makeView(`[c]\nclient = yes\naccept = ${accept}\nconnect = ${connect}\n`);

  test.each([
    ['127.0.0.1:5000', '127.0.0.1:5000'],
    ['5000', '5000'],
    ['localhost:5000', 'localhost:5000'],
    ['0.0.0.0:5000', '127.0.0.1:5000'],
    ['::1:5000', 'localhost:5000'],
  ])('listens elsewhere: accept = %s, connect = %s', (accept, connect) => {
    const view = client(accept, connect);
    expect(view.localPort).toBe(5001);
    expect(view.reasons.localPort).toMatch(/says 5000 \(line 3\), where this tunnel connects to as well; 5001 is free/);
  });

  test.each([
    ['127.0.0.1:5000', 'x.example:5000'],
    ['192.168.1.5:5000', '127.0.0.1:5000'],
    ['127.0.0.1:5000', '127.0.0.1:5001'],
    ['127.0.0.1:5000', '127.0.0.2:5000'],
    ['127.0.0.3:5000', 'localhost:5000'],
  ])('stays where it does not: accept = %s, connect = %s', (accept, connect) => {
    expect(client(accept, connect).localPort).toBe(5000);
  });

  test('is not made of a server on this computer', () => {
    const text = '[x]\naccept = 9200\nconnect = 10.0.0.7:9200\n';
    expect(localPortsIn(text)).toEqual([9200]);
    expect(localPortsIn(text, { host: 'localhost' })).toEqual([9201]);
    expect(localPortsIn(text, { host: '127.0.0.1' })).toEqual([9201]);
  });
});

describe('addresses of this computer that have ports of their own', () => {
  const client = (name: string, accept: string) =>
    `[${name}]\nclient = yes\naccept = ${accept}\nconnect = ${name}.example:445\n`;

  test.each([
    [
      ['127.0.0.2:445', '127.0.0.3:445'],
      [445, 445],
    ],
    [
      ['127.0.0.1:445', '127.0.0.2:445', '127.9.9.9:445'],
      [445, 445, 445],
    ],
    [
      ['127.0.0.2:445', '127.0.0.2:445'],
      [445, 446],
    ],
    [
      ['127.0.0.1:445', 'localhost:445'],
      [445, 446],
    ],
  ])('keep what is written of %j', (accepts, ports) => {
    expect(localPortsIn(accepts.map((accept, index) => client(`s${index}`, accept)).join(''))).toEqual(ports);
  });
});
