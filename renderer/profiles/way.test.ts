import { expect, it } from 'vitest';
import { off, portInUse, type profile, reachable, tunnel, unreachable, untrusted, view } from '../testing/fixtures.ts';
import { wayOf } from './way.ts';

const states = (at: typeof off, changed: Parameters<typeof profile>[1] = {}) =>
  wayOf(view(1, changed, at)).map(({ kind, state }) => `${kind} ${state}`);
const proxy = { kind: 'http', host: 'proxy.example.org', port: 3128, username: null } as const;
const failed = (error: Extract<Parameters<typeof tunnel>[0], { readonly kind: 'blocked' }>['error']) =>
  tunnel({ kind: 'blocked', error, remedy: { kind: 'retry' } });

it.each<[string, readonly string[], readonly string[]]>([
  ['off: nothing is known', states(off), ['local unknown', 'server unknown', 'tls unknown', 'service unknown']],
  [
    'reached: all but the service, which nobody has asked',
    states(reachable()),
    ['local open', 'server open', 'tls open', 'service unknown'],
  ],
  ['a name that is not found', states(unreachable), ['local open', 'server broken', 'tls unknown', 'service unknown']],
  ['a port in use', states(portInUse), ['local broken', 'server unknown', 'tls unknown', 'service unknown']],
  ['a certificate', states(untrusted()), ['local open', 'server open', 'tls broken', 'service unknown']],
  [
    'a proxy that refuses',
    states(failed({ kind: 'proxy', host: 'proxy.example.org', port: 3128, detail: '' }), { proxy }),
    ['local open', 'proxy broken', 'server unknown', 'tls unknown', 'service unknown'],
  ],
  [
    'a service that closes',
    states(failed({ kind: 'service-closed', host: 'a', port: 1, during: 'service' })),
    ['local open', 'server open', 'tls open', 'service broken'],
  ],
  [
    'an error that says nothing of a place marks none',
    states(failed({ kind: 'internal', code: 'X', detail: '' })),
    ['local unknown', 'server unknown', 'tls unknown', 'service unknown'],
  ],
])('%s', (_name, found, expected) => {
  expect(found).toEqual(expected);
});
