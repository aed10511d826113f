import { expect, it } from 'vitest';
import { pemOf } from '../testing/fixtures.ts';
import { checkMany, emptyDraft, type ManyDraft } from './many-draft.ts';

const check = (changed: Partial<ManyDraft>) => checkMany({ ...emptyDraft, ...changed });
const proxy = { changesProxy: true, proxy: 'http', proxyHost: 'proxy.example', proxyPort: '3128' } as const;

it.each<[string, Partial<ManyDraft>, unknown]>([
  ['nothing', { host: 'typed but not ticked' }, null],
  ['the host', { changesHost: true, host: ' new.example ' }, { host: 'new.example' }],
  ['trust by the system', { changesTrust: true }, { trust: { kind: 'system' } }],
  [
    'an authority',
    { changesTrust: true, trust: 'authority', pem: pemOf(1) },
    { trust: { kind: 'authority', pem: pemOf(1) } },
  ],
  ['no proxy', { changesProxy: true }, { proxy: null }],
  ['a proxy', proxy, { proxy: { kind: 'http', host: 'proxy.example', port: 3128, username: null } }],
  [
    'a login',
    { ...proxy, proxyUser: 'anna' },
    { proxy: { kind: 'http', host: 'proxy.example', port: 3128, username: 'anna' } },
  ],
])('%s', (_name, draft, change) => {
  expect(check(draft)).toEqual({ ok: true, change });
});

it.each<[string, Partial<ManyDraft>]>([
  ['host', { changesHost: true, host: 'a b' }],
  ['trust.pem', { changesTrust: true, trust: 'authority', pem: 'hello' }],
  ['proxy.host', { ...proxy, proxyHost: '' }],
  ['proxy.port', { ...proxy, proxyPort: 'x' }],
])('what is wrong is said at its field: %s', (field, draft) => {
  const checked = check(draft);
  expect(checked.ok ? [] : Object.keys(checked.errors)).toEqual([field]);
});
