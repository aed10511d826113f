/** What a person says about a server that is to be made, in the window and on the command line. */

import { z } from 'zod';
import { applicationSchema } from './fields/application.ts';
import { hostSchema, portSchema } from './schemas.ts';
import { because } from './words/because.ts';
import { type FixedId, t } from './words/words.ts';

/** How the server runs. */
export const platforms = [
  'debian',
  'raspberry-pi',
  'docker',
  'compose',
  'alpine',
  'freebsd',
  'macos',
  'windows',
] as const;
export type Platform = (typeof platforms)[number];

export const platformLabel = (platform: Platform): string => t(`kit.platform.${platform}`);

/** A section of the configuration, a label of a host name, and part of a file's name. */
const slug = (why: FixedId) => z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,30}[a-z0-9])?$/, because(why));

export const serviceSchema = z.strictObject({
  name: slug('schema.kit.service'),
  application: applicationSchema,
  /** Where the server reaches it. */
  host: hostSchema,
  port: portSchema,
  /** Where clients come in. Services with the same one are told apart by server name (SNI). */
  accept: portSchema,
});
export type Service = Readonly<z.infer<typeof serviceSchema>>;

export const clientNameSchema = slug('schema.kit.client');

const days = z.int().min(1, because('schema.kit.days.least')).max(3650, because('schema.kit.days.most'));

export const answersSchema = z.strictObject({
  /** As clients reach the server. */
  host: hostSchema,
  services: z.array(serviceSchema).min(1, because('schema.kit.noService')).max(32, because('schema.kit.manyServices')),
  platform: z.enum(platforms),
  /**
   * The server's certificate: one that clients pin, one of an authority of the kit's own, or one of Let's Encrypt, which
   * the server fetches for itself.
   */
  certificate: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('self-signed'), days }),
    z.strictObject({ kind: z.literal('authority'), days }),
    z.strictObject({ kind: z.literal('lets-encrypt'), email: z.email().nullable() }),
  ]),
  /** What clients show to be let in. */
  clients: z.enum(['certificate', 'psk', 'none']),
  /**
   * What who comes without it gets to see, a browser above all. `sni`: whoever does not ask for the name of a service gets
   * this web server. `redirect`: whoever has no valid client certificate (stunnel's option).
   */
  page: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('sni'), host: hostSchema, port: portSchema }),
    z.strictObject({ kind: z.literal('redirect'), host: hostSchema, port: portSchema }),
  ]),
});
export type Answers = Readonly<z.infer<typeof answersSchema>>;
