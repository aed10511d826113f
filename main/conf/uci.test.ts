import { expect, test } from 'vitest';
import { sayAll } from '../../preload/words/say.ts';
import { write } from './document.ts';
import { parse } from './parse.ts';
import { explainForeign } from './recognise.ts';

const text = [
  "config globals 'globals'",
  "\toption alt_config_file ''",
  "\tlist setuid 'nobody'",
  '',
  "config service 'ssh'",
  "\toption enabled '1'",
  "\toption client '1'",
  "\toption accept_host 'localhost'",
  "\toption accept_port '2222'",
  "\tlist connect 'vpn.example.com:443'",
  'config service "web"',
  '\toption accept_port 443',
  '\tlist connect 80',
  '',
].join('\n');

test('OpenWrt’s form of a configuration is read', () => {
  const document = parse(text);
  expect(
    document.lines.flatMap((line) =>
      line.kind === 'option' ? [`${line.name} = ${line.meant}`] : line.kind === 'section' ? [`[${line.name}]`] : [],
    ),
  ).toEqual([
    'setuid = nobody',
    '[ssh]',
    'client = yes',
    'accept = localhost:2222',
    'connect = vpn.example.com:443',
    '[web]',
    'accept = 443',
    'connect = 80',
  ]);
  expect(sayAll(document.remarks)[0]).toMatchObject({
    line: 1,
    reason: 'OpenWrt’s own form of the configuration was read.',
  });
  expect(explainForeign(document)).toBeNull();
  expect(write(document)).toBe(text);
});

const options = (lines: string) => {
  const document = parse(`config service 'x'\n${lines.replace(/^/gm, '\t')}\n`);
  return document.lines.flatMap((line) => (line.kind === 'option' ? [`${line.name} = ${line.meant}`] : []));
};

test.each([
  ["option accept_port '443'", ['accept = 443']],
  ["option accept_port '443'\noption accept_host '127.0.0.1'", ['accept = 127.0.0.1:443']],
  ["option accept_host '127.0.0.1'", []],
  ["option protocolHost_host 'a.example'\noption protocolHost_port '443'", ['protocolHost = a.example:443']],
  ["option protocolHost_port '443'", []],
  ["option redirect_port '80'", ['redirect = 80']],
  ["option sessiond_port '1'\noption sessiond_host 'a'", ['sessiond = a:1']],
  ["list ciphers 'A'\nlist ciphers 'B'", ['ciphers = A:B']],
  ["list curves 'P-256'\noption delay '0'\nlist curves 'X25519'", ['delay = no', 'curves = P-256:X25519']],
  ["list connect 'a:1'\nlist connect 'b:2'", ['connect = a:1', 'connect = b:2']],
  ["option verifyChain '1'\noption client 'on'", ['verifyChain = yes', 'client = yes']],
  ["option enabled '1'\noption nonsense 'x'", []],
])('what OpenWrt’s start script writes of %j is read', (lines, expected) => {
  expect(options(lines).toSorted()).toEqual(expected.toSorted());
});

test('flags of OpenWrt need no note', () => {
  expect(sayAll(parse("config service 'x'\n\toption client '1'\n\toption accept_port '1'\n").remarks)).toHaveLength(1);
});

test.each(['0', 'off', 'no', 'nonsense'])('a service that is not started is left out: enabled %s', (value) => {
  const service = (name: string, more: string) =>
    `config service '${name}'\n${more}\toption client '1'\n\toption accept_port '1'\n\tlist connect 'b:2'\n`;
  const document = parse(service('a', '') + service('b', `\toption enabled '${value}'\n`) + service('c', ''));
  expect(document.lines.flatMap((line) => (line.kind === 'section' ? [line.name] : []))).toEqual(['a', 'c']);
  expect(sayAll(document.remarks)[0]?.reason).toMatch(/were left out: b\.$/);
});

test('another file that OpenWrt starts instead is named', () => {
  const globals = "config globals 'globals'\n\toption alt_config_file '/etc/stunnel/stunnel.conf'\n";
  expect(sayAll(parse(globals + text).remarks)[0]?.reason).toMatch(/import \/etc\/stunnel\/stunnel\.conf as well/);
});

test('the server behind OpenWrt’s proxy is read', () => {
  expect(
    options(
      "option client '1'\noption accept_port '6001'\nlist connect '192.168.1.1:3128'\noption protocol 'connect'\n" +
        "option protocolHost_host 'srv.example.org'\noption protocolHost_port '443'",
    ),
  ).toEqual([
    'client = yes',
    'accept = 6001',
    'connect = 192.168.1.1:3128',
    'protocol = connect',
    'protocolHost = srv.example.org:443',
  ]);
});
