import { describe, expect, it } from 'vitest';
import { readAnswer } from './ask-http.ts';
import { isNamed, mayBePortal, portalIn } from './portal.ts';

const host = 'tunnel.example.org';
const answer = (status: number, location: string | null = null) => ({ status, location, date: null, body: '' });

describe('a log-in page is one', () => {
  it.each([
    [
      'in the clear, for another site',
      answer(302, 'http://login.hotel.test/?u=1'),
      null,
      'http://login.hotel.test/?u=1',
    ],
    ['by its status', answer(511), null, null],
    [
      'behind a certificate of its own',
      answer(307, 'https://login.hotel.test/'),
      ['login.hotel.test'],
      'https://login.hotel.test/',
    ],
    [
      'behind a certificate for all of its site',
      answer(302, 'https://a.hotel.test/'),
      ['*.hotel.test'],
      'https://a.hotel.test/',
    ],
  ])('%s', (_name, given, names, page) => {
    expect(portalIn(given, host, names)).toEqual({ page });
  });
});

describe('nothing is proven', () => {
  it.each([
    ['by a page', answer(200), null],
    ['by a redirect to the same host', answer(301, `https://${host}/`), null],
    ['by a redirect to its site', answer(301, 'https://www.example.org/'), null],
    ['by a path', answer(302, '/login'), null],
    ['by something that is no web page', answer(302, 'mailto:x@y.test'), null],
    ['by a script', answer(302, 'javascript:alert(1)'), null],
    [
      'by a server with an unknown certificate that redirects to anywhere',
      answer(302, 'https://login.hotel.test/'),
      ['stunnel'],
    ],
    ['by a server with the right certificate', answer(302, 'https://login.hotel.test/'), [host, 'login.hotel.test']],
  ])('%s', (_name, given, names) => {
    expect(portalIn(given, host, names)).toBeNull();
  });
});

it('asks only servers whose certificate is for another host', () => {
  expect(mayBePortal(host, ['login.hotel.test'])).toBe(true);
  for (const names of [[], ['stunnel'], ['localhost'], ['192.0.2.1'], [host], ['*.example.org']]) {
    expect(mayBePortal(host, names)).toBe(false);
  }
});

it.each([
  ['tunnel.example.org', true],
  ['TUNNEL.example.org.', true],
  ['*.example.org', true],
  ['*.org', false],
  ['example.org', false],
  ['a.tunnel.example.org', false],
])('%s names the host: %s', (name, expected) => expect(isNamed(host, [name])).toBe(expected));

it('reads an answer', () => {
  const bytes = Buffer.from(
    'HTTP/1.1 302 Found\r\nlocation:  http://a.test/ \r\nDate: Sun, 29 Nov 2026 20:00:00 GMT\r\n\r\n<html>\r\n\r\nLocation: no',
  );
  expect(readAnswer(bytes)).toEqual({
    status: 302,
    location: 'http://a.test/',
    date: Date.UTC(2026, 10, 29, 20),
    body: '<html>\n\nLocation: no',
  });
  expect(readAnswer(Buffer.from('SSH-2.0-OpenSSH_9.2\r\n'))).toBeNull();
});
