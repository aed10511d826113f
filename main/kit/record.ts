/** What a kit's folder remembers, kit.json: what was answered, and who has been let in. No keys. Pure. */
import { z } from 'zod';
import { answersSchema, clientNameSchema } from '../../preload/kit-answers.ts';

const FORMAT = 'adit-server-kit';
const VERSION = 1;

const clientSchema = z.strictObject({
  name: clientNameSchema,
  /** PEM, of whoever shows one. */
  certificate: z.string().max(16_384).nullable(),
  /** Since when it is turned away, ISO 8601; null: it is let in. */
  revokedAt: z.iso.datetime().nullable(),
});
export type KnownClient = Readonly<z.infer<typeof clientSchema>>;

const recordSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  answers: answersSchema,
  clients: z.array(clientSchema).max(1000),
  /** What the kit has written: what it no longer writes is taken away, and nothing else. */
  files: z.array(z.string().regex(/^(?!\/)(?!.*\.\.)[\w./-]+$/)).max(2000),
});
export type KitRecord = Readonly<Pick<z.infer<typeof recordSchema>, 'answers' | 'clients' | 'files'>>;

export function writeRecord({ answers, clients, files }: KitRecord): string {
  return `${JSON.stringify({ format: FORMAT, version: VERSION, answers, clients, files }, null, 2)}\n`;
}

/** null: this is no record, or one of a newer version. */
export function readRecord(text: string): KitRecord | null {
  try {
    const { answers, clients, files } = recordSchema.parse(JSON.parse(text));
    return { answers, clients, files };
  } catch {
    return null;
  }
}
