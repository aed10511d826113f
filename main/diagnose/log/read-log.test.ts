import { describe, expect, it } from 'vitest';
import { say, sayAll } from '../../../preload/words/say.ts';
import { logEntries, readLog } from './read-log.ts';

const REFUSED = 'LOG3[8]: s_connect: connect 127.0.0.1:22: Connection refused (111)';

describe('reading what stunnel has logged', () => {
  it.each([
    ['its own file', `2026.11.29 20:19:39 ${REFUSED}`],
    ['syslog', `Nov 29 20:19:39 gate stunnel[4711]: ${REFUSED}`],
    ['journald', `Nov 29 20:19:39 gate stunnel4[4711]: 2026.11.29 20:19:39 ${REFUSED}`],
    ['a page that was copied with line ends of Windows', `2026.11.29 20:19:39 ${REFUSED}\r\n\r\n`],
    ['the console', `[!] s_connect: connect 127.0.0.1:22: Connection refused (111)`],
  ])('%s', (_name, log) => {
    const [finding] = readLog(log).findings;
    expect(finding).toMatchObject({ kind: 'server-refused', line: 1, count: 1, isFault: true });
    expect(finding && say(finding.title)).toContain('127.0.0.1:22');
  });

  it('says each thing once, with how often it was said and where first', () => {
    const log = ['nothing of stunnel', `a ${REFUSED}`, `b ${REFUSED}`, `c ${REFUSED.replace('22', '23')}`].join('\n');
    expect(readLog(log).findings.map(({ line, count }) => [line, count])).toEqual([
      [2, 2],
      [4, 1],
    ]);
  });

  it('knows a server’s log from a client’s, and says of a refusal whose it is', () => {
    const accept = 'LOG3[1]: SSL_accept: ssl/x.c:1: error:0A0000C1:SSL routines::no shared cipher';
    const server = readLog(`${accept}\n${REFUSED}`);
    expect(server.role).toBe('server');
    expect(server.findings.map(({ kind }) => kind)).toEqual(['no-shared-cipher', 'service-refused']);
    expect(readLog(`LOG3[1]: SSL_connect: Peer suddenly disconnected\n${REFUSED}`).role).toBe('client');
    expect(readLog(REFUSED).role).toBe('unknown');
  });

  it('accuses nobody for what healthy servers log', () => {
    const log = [
      'LOG5[ui]: stunnel 5.68 on x86_64-pc-linux-gnu platform',
      'LOG3[ui]: No trusted certificates found',
      'LOG5[ui]: Configuration successful',
      'LOG5[0]: Service [ssh] accepted connection from 192.0.2.7:50312',
      'LOG5[0]: s_connect: connected 127.0.0.1:22',
      'LOG5[0]: Connection closed: 4711 byte(s) sent to TLS, 815 byte(s) sent to socket',
      'LOG3[1]: SSL_accept: ../ssl/record/rec_layer_s3.c:318: error:0A000126:SSL routines::unexpected eof while reading',
    ].join('\n');
    expect(readLog(log).findings.filter(({ isFault }) => isFault)).toEqual([]);
  });

  it('takes any text, in time in proportion to its size', () => {
    for (const text of [
      '',
      '\0',
      'LOG',
      '[!]',
      `LOG3[${'x'.repeat(1e5)}]: `,
      `LOG3[1]: ${'bind '.repeat(2e5)}`,
      'a\n'.repeat(3e5),
    ]) {
      expect(readLog(text).findings).toEqual([]);
    }
  });

  it.each(logEntries.map((entry) => [entry.kind, entry] as const))('%s: whole sentences', (_kind, { words }) => {
    const { title, why, next } = sayAll(words(['', '1', '2', '3', '4']));
    expect(title).not.toMatch(/[.!]$|undefined|NaN/);
    for (const sentence of [why, next]) expect(sentence).toMatch(/\S$/);
    expect(why).toMatch(/[.)]$/);
  });
});
