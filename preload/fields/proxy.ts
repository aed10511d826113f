import { z } from 'zod';
import { hostSchema, portSchema } from '../schemas.ts';
import { toSay } from '../words/text.ts';
import { field } from './field.ts';
import { proxyNames } from './proxy-names.ts';
import { endpointWords } from './words.ts';

export const proxyUserSchema = z.string().min(1).max(255);

/** What stands between this computer and the server. A password is a secret and is kept apart. */
export const proxySchema = z.discriminatedUnion('kind', [
  /** What the system's settings say, automatic configuration included, asked anew for each connection. */
  z.strictObject({ kind: z.literal('system') }),
  z.strictObject({
    kind: z.enum(['http', 'socks4a', 'socks5']),
    host: hostSchema,
    port: portSchema,
    username: proxyUserSchema.nullable(),
  }),
]);

/** Left out: none. */
export const proxy = field(proxySchema.optional(), {
  label: 'field.proxy',
  words: (proxy) => {
    if (proxy === undefined) return toSay('value.none');
    if (proxy.kind === 'system') return toSay('value.proxy.system');
    const server = `${proxyNames[proxy.kind]} ${endpointWords(proxy)}`;
    return proxy.username === null ? server : toSay('value.proxy.as', { server, user: proxy.username });
  },
  usual: undefined,
  // A way through a proxy stays where the file has none, unless it is one that stunnel has as well.
  update: (own, said, role) => (said === undefined && (role === 'server' || own?.kind !== 'http') ? own : said),
  shared: 'in part',
  stunnel: { kind: 'special', options: [] },
  preview: 'setting',
  engine: 'resolved',
  editor: { section: 'route' },
  secret: {
    name: 'proxy-password',
    isUsed: (proxy) =>
      proxy !== undefined && proxy.kind !== 'system' && proxy.username !== null && proxy.kind !== 'socks4a',
    hasPlace: (proxy) => proxy !== undefined && proxy.kind !== 'system',
    withUsername: (proxy, username) =>
      proxy === undefined || proxy.kind === 'system' ? proxy : { ...proxy, username },
  },
});
