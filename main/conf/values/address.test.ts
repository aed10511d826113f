import { expect, test } from 'vitest';
import { readAddress } from './address.ts';

const show = (value: string): string => {
  const address = readAddress(value);
  if (address.kind === 'unix') return `unix ${address.path}`;
  const host = address.host.kind === 'name' ? address.host.name : address.host.kind;
  const port =
    address.port.kind === 'number'
      ? address.port.number
      : address.port.kind === 'odd'
        ? `odd ${address.port.number}`
        : address.port.kind;
  return `${host} ${port}`;
};

const cases: readonly (readonly [string, string])[] = [
  ['443', 'default 443'],
  ['127.0.0.1:22', '127.0.0.1 22'],
  ['::1:443', '::1 443'],
  [':::443', ':: 443'],
  ['[::1]:443', '::1 443'],
  ['*:443', 'any 443'],
  [':443', 'default 443'],
  ['vpn.example.com:https', 'vpn.example.com 443'],
  ['SSH', 'default 22'],
  ['/run/x.sock', 'unix /run/x.sock'],
  ['PORT', 'default placeholder'],
  ['A.B.C.D:443', 'placeholder 443'],
  ['<server IP>:443', 'placeholder 443'],
  ['<your id address>:9880', 'placeholder 9880'],
  [`\${HOST}:\${PORT}`, 'placeholder placeholder'],
  [`\${HOST:-localhost}:443`, 'placeholder 443'],
  ['$LDAP_SERVER:$LDAP_PORT', 'placeholder placeholder'],
  ['{{ host }}:{{ port }}', 'placeholder placeholder'],
  ['<%= @host %>:443', 'placeholder 443'],
  [`\${CONNECT}`, 'placeholder placeholder'],
  [`\${PORT}`, 'default placeholder'],
  ['HOST:PORT', 'placeholder placeholder'],
  ['upstream_ip:upstream_port', 'placeholder placeholder'],
  ['your-server.example.com:443', 'placeholder 443'],
  ['x.x.x.x:443', 'placeholder 443'],
  ['redis:6379', 'redis 6379'],
  ['127.0.0.1:70000', '127.0.0.1 odd 4464'],
  ['127.0.0.1:+443', '127.0.0.1 443'],
  ['vpn.example.com : 443', 'vpn.example.com 443'],
  ['vpn.example.com:99999999999999999999', 'vpn.example.com unknown'],
  ['0', 'default odd 0'],
  ['ssyncd', 'default unknown'],
  ['vpn.example.com', 'vpn.example.com unknown'],
  ['192.0.2.7', '192.0.2.7 unknown'],
  ['A.B.C.D', 'placeholder unknown'],
  ['', 'default odd 0'],
];

test.each(cases)('%s', (value, expected) => {
  expect(show(value)).toBe(expected);
});

test.each(['192.168.X.XX', '10.0.0.x', '203.0.113.???', 'N.N.N.N', '192.168.1.##'])(
  'an address of which numbers are left open is a placeholder: %s',
  (host) => {
    expect(readAddress(`${host}:443`)).toMatchObject({ host: { kind: 'placeholder', text: host } });
  },
);

test.each(['192.168.1.20', 'x.y.example.org', '10.0.0.cz'])('a whole address or name is none: %s', (host) => {
  expect(readAddress(`${host}:443`)).toMatchObject({ host: { kind: 'name', name: host } });
});
