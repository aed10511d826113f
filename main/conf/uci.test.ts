import { expect, test } from 'vitest';
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
  expect(document.remarks[0]).toMatchObject({ line: 1, reason: 'OpenWrt’s own form of the configuration was read.' });
  expect(explainForeign(document)).toBeNull();
  expect(write(document)).toBe(text);
});
