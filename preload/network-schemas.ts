/** Networks that a person has given a name, and their rules, as zod schemas. */

import { z } from 'zod';
import { group } from './fields/group.ts';
import { because } from './words/because.ts';

/** A hardware address as `aa:bb:cc:dd:ee:ff`. */
export const hardwareAddressSchema = z.string().regex(/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/);

export const networkRuleSchema = z.strictObject({
  /** Whose rule it is. A profile's own goes before its group's. */
  of: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('profile'), profileId: z.uuid() }),
    z.strictObject({ kind: z.literal('group'), group: group.schema.unwrap() }),
  ]),
  /** On here, off here, ask whether to switch on, or no notifications here. */
  outcome: z.enum(['on', 'off', 'ask', 'quiet']),
});

export const networkSchema = z.strictObject({
  id: z.uuid(),
  name: z.string().trim().min(1, because('schema.network.name')).max(60, because('schema.network.long')),
  /** Of its routers: a strong sign, for nobody elsewhere has them by chance. */
  gateways: z.array(hardwareAddressSchema).max(16),
  /** The name of its Wi-Fi: a weak sign, for anybody can call theirs so. null: it is never asked for. */
  wifi: z.string().trim().min(1).max(64).nullable(),
  rules: z.array(networkRuleSchema).max(500),
});

export const networksSchema = z.array(networkSchema).max(100);
