import { expect, it } from 'vitest';
import { saying } from '../../../test/engine/saying.ts';
import { parse } from '../../conf/parse.ts';
import { servicesOf } from '../../conf/services.ts';
import { readSocketLines, type SocketLines } from './socket-lines.ts';

function read(...values: readonly string[]): SocketLines {
  const text = ['[x]', ...values.map((value) => `socket = ${value}`)].join('\n');
  const [service] = servicesOf(parse(text)).services;
  if (service === undefined) throw new Error('no service');
  return readSocketLines(service);
}

it.each<[readonly string[], SocketLines['sockets']]>([
  [[], {}],
  [['l:TCP_NODELAY=no'], { local: { noDelay: false } }],
  [['r:TCP_NODELAY=1', 'r:TCP_NODELAY=0'], { remote: { noDelay: false } }],
  [
    ['r:SO_KEEPALIVE=yes', 'r:TCP_KEEPIDLE=30', 'r:TCP_KEEPINTVL=5', 'r:TCP_KEEPCNT=3', 'l:IP_TOS=16'],
    {
      remote: { keepAlive: true, keepIdle: 30, keepInterval: 5, keepCount: 3 },
      local: { typeOfService: 16 },
    },
  ],
  [['a:SO_REUSEADDR=yes'], {}],
  [['a:TCP_NODELAY=yes', 'r:SO_SNDBUF=4096', 'l:SO_LINGER=1:0'], {}],
])('%j', (values, sockets) => {
  expect(read(...values).sockets).toEqual(sockets);
});

it.each([
  ['a:SO_REUSEADDR=yes', undefined],
  ['r:TCP_KEEPCNT=3', undefined],
  ['a:SO_REUSEADDR=no', /listening socket/],
  ['a:TCP_NODELAY=yes', /listening socket/],
  ['r:SO_SNDBUF=4096', /cannot set this option/],
  ['l:SO_LINGER=1:0', /reset/],
])('says of %s what does not apply', (value, reason) => {
  const [note] = read(value).notes;
  if (reason === undefined) expect(note).toBeUndefined();
  else expect(note?.reason).toEqual(saying(reason));
});
