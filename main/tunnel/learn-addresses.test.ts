import { describe, expect, it } from 'vitest';
import type { Lookup } from './base/resolve.ts';
import { learnAddresses, newAddresses } from './learn-addresses.ts';

const timeouts = { connect: 1, busy: 1, idle: 1, close: 1 };
const never = () => Promise.reject(new Error('not asked'));
const names: Readonly<Record<string, readonly string[]>> = {
  'vpn.example': ['192.0.2.1', '2001:db8::1', '192.0.2.1'],
  'proxy.example': ['192.0.2.9'],
};
const lookup: Lookup = async (host) => {
  const found = names[host];
  if (found === undefined) throw Object.assign(new Error('none'), { code: 'ENOTFOUND' });
  return found.map((address) => ({ address }));
};
const vpn = { host: 'vpn.example', port: 443 };

describe('what a tunnel may dial', () => {
  it('is every address of every server, each once', async () => {
    const connect = [vpn, { host: '192.0.2.7', port: 8443 }, vpn];
    expect(await learnAddresses({ connect, timeouts }, never, lookup)).toEqual({
      held: [
        { host: '192.0.2.7', port: 8443, addresses: ['192.0.2.7'] },
        { ...vpn, addresses: ['192.0.2.1', '2001:db8::1'] },
      ],
      errors: [],
    });
  });

  it('is the proxy and not the server behind it, which the proxy looks up', async () => {
    const proxy = { kind: 'http', host: 'proxy.example', port: 3128, username: null, password: null } as const;
    const { held } = await learnAddresses({ connect: [vpn], proxy, timeouts }, never, lookup);
    expect(held).toEqual([{ host: 'proxy.example', port: 3128, addresses: ['192.0.2.9'] }]);
  });

  it('is whatever the system’s settings lead to, with the way without a proxy', async () => {
    const proxy = { kind: 'http', host: 'proxy.example', port: 3128, username: null, password: null } as const;
    const findRoutes = async () => [{ kind: 'proxy', proxy } as const, { kind: 'direct' } as const];
    const { held } = await learnAddresses({ connect: [vpn], proxy: { kind: 'system' }, timeouts }, findRoutes, lookup);
    expect(held.map(({ host }) => host)).toEqual(['proxy.example', 'vpn.example']);
  });

  it('says of which host nothing is known', async () => {
    const connect = [vpn, { host: 'gone.example', port: 443 }];
    expect(await learnAddresses({ connect, timeouts }, never, lookup)).toMatchObject({
      held: [{ host: 'vpn.example' }],
      errors: [{ kind: 'dns', host: 'gone.example', code: 'ENOTFOUND' }],
    });
  });
});

describe('new addresses', () => {
  const held = [{ ...vpn, addresses: ['192.0.2.1', '192.0.2.2'] }];
  it.each([
    ['the same in another order', ['192.0.2.2', '192.0.2.1'], []],
    ['fewer', ['192.0.2.1'], []],
    ['one more', ['192.0.2.1', '192.0.2.3'], ['192.0.2.3']],
  ])('of %s', (_, addresses, expected) => {
    expect(newAddresses(held, [{ ...vpn, addresses }]).flatMap((one) => one.addresses)).toEqual(expected);
  });

  it('are all of a host that was not known', () => {
    const other = { host: 'other.example', port: 443, addresses: ['192.0.2.4'] };
    expect(newAddresses(held, [other])).toEqual([other]);
  });
});
