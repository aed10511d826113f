import { expect, it } from 'vitest';
import { type Answers, answersSchema, type Service } from '../../preload/kit-answers.ts';
import { say } from '../../preload/words/say.ts';
import { certificateNames, faultOf, serverNameOf } from './answers.ts';

const service = (name: string, accept = 443): Service => ({
  name,
  application: 'ssh',
  host: '127.0.0.1',
  port: 22,
  accept,
});
const answers = (changes: Partial<Answers> = {}): Answers =>
  answersSchema.parse({
    host: 'a.example',
    services: [service('ssh')],
    platform: 'debian',
    certificate: { kind: 'self-signed', days: 30 },
    clients: 'none',
    page: { kind: 'none' },
    ...changes,
  });
const page = (kind: 'sni' | 'redirect') => ({ kind, host: '127.0.0.1', port: 80 }) as const;
const letsEncrypt = { kind: 'lets-encrypt', email: null } as const;

it.each<[string, Partial<Answers>, RegExp | null]>([
  ['the usual', {}, null],
  ['two of a name', { services: [service('ssh'), service('ssh', 444)] }, /Two services/],
  ['a service called page, without one', { services: [service('page')] }, null],
  ['a service called page beside it', { services: [service('page')], page: page('sni') }, /page’s section/],
  ['a redirect without certificates of clients', { page: page('redirect'), clients: 'psk' }, /redirect goes by client/],
  ['a redirect with them', { page: page('redirect'), clients: 'certificate' }, null],
  ['Let’s Encrypt for a name', { certificate: letsEncrypt }, null],
  ['for an address', { certificate: letsEncrypt, host: '10.0.0.1' }, /none/],
  ['for a name without a domain', { certificate: letsEncrypt, host: 'server' }, /none/],
  ['on Windows', { certificate: letsEncrypt, platform: 'windows' }, /Windows/],
  ['where nobody would see it', { certificate: letsEncrypt, clients: 'psk' }, /no certificate/],
  ['where a browser would', { certificate: letsEncrypt, clients: 'psk', page: page('sni') }, null],
])('what goes together: %s', (_, changes, expected) => {
  const fault = faultOf(answers(changes));
  if (expected === null) expect(fault).toBeNull();
  else expect(fault === null ? null : say(fault)).toMatch(expected);
});

it.each<[string, Partial<Answers>, readonly (string | null)[]]>([
  ['one service needs no name', {}, [null]],
  ['of two the second', { services: [service('one'), service('two')] }, [null, 'two.a.example']],
  ['not on ports of their own', { services: [service('one'), service('two', 444)] }, [null, null]],
  ['behind a page all', { services: [service('one')], page: page('sni') }, ['one.a.example']],
  [
    'the page is at one port',
    { services: [service('one', 444), service('two')], page: page('sni') },
    [null, 'two.a.example'],
  ],
  [
    'an address has no names below',
    { services: [service('one'), service('two')], host: '::1' },
    [null, 'two.tunnel.internal'],
  ],
  [
    'in the alphabet of the DNS',
    { services: [service('one')], page: page('sni'), host: 'bücher.example' },
    ['one.xn--bcher-kva.example'],
  ],
])('server names: %s', (_, changes, expected) => {
  const said = answers(changes);
  expect(said.services.map((each) => serverNameOf(said, each))).toEqual(expected);
  expect(certificateNames(said)).toHaveLength(1 + expected.filter((name) => name !== null).length);
});

it.each(['SSH', 'a b', '-a', 'a-', '', 'a/b', 'a'.repeat(33)])('is no name of a service: “%s”', (name) => {
  expect(() => answers({ services: [service(name)] })).toThrow();
});
