import { expect, it } from 'vitest';
import { fetchCommand, readSshAddress, sshUrl } from './ssh-address.ts';

it.each([
  ['ada@a.example', 'ssh -T ada@a.example sh -s', 'ssh://ada@a.example'],
  ['ssh://ada@a.example:2222/', 'ssh -T -p 2222 ada@a.example sh -s', 'ssh://ada@a.example:2222'],
  ['office', 'ssh -T office sh -s', 'ssh://office'],
  ['root@[2001:db8::1]:22', 'ssh -T -p 22 root@2001:db8::1 sh -s', 'ssh://root@[2001:db8::1]:22'],
])('%s is the one command %s', (text, command, url) => {
  const address = readSshAddress(text);
  if (address === null) throw new Error('no address');
  expect(fetchCommand(address).join(' ')).toBe(command);
  expect(sshUrl(address)).toBe(url);
});

it.each([
  '',
  '-oProxyCommand=x',
  'ada@-oProxyCommand=x',
  '-l@a.example',
  'a b@c',
  'a@b@c',
  'ada@a.example:70000',
  'a;b',
  'ada@$(x)',
])('refuses “%s”, of which nothing may become an option of ssh or a word of a shell', (text) => {
  expect(readSshAddress(text)).toBeNull();
});
