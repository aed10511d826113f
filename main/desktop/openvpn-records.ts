/** What is remembered of the configurations that were made for VPNs: a file for each profile. */
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Profile } from '../../preload/types.ts';
import { readJson } from './json-file.ts';

const recordSchema = z.strictObject({
  version: z.literal(1),
  /** The server's file that the configuration was made of. */
  source: z.string(),
  /** Of the connection in the client. */
  name: z.string(),
  hosts: z.array(z.strictObject({ host: z.string(), port: z.int(), addresses: z.array(z.string()).min(1) })).min(1),
  /** Who has which configuration. */
  handed: z.strictObject({ client: z.string(), digest: z.string() }).nullable(),
  /** Which client has started the VPN, and has not ended it. */
  startedBy: z.string().nullable(),
});

/** What is remembered of the configuration that was made last. */
export type VpnRecord = z.infer<typeof recordSchema>;

export interface VpnRecords {
  /** null: none was made of the profile's file, or it cannot be read. */
  of(profile: Profile): VpnRecord | null;
  /** Rejects when it could not be written; until the app ends it counts all the same. */
  put(profileId: string, record: VpnRecord): Promise<void>;
  forget(profileId: string): void;
}

/** `folderOf`: where the files of a profile are. */
export function openVpnRecords(folderOf: (profileId: string) => string): VpnRecords {
  const records = new Map<string, VpnRecord | null>();
  const fileOf = (profileId: string): string => join(folderOf(profileId), 'record.json');
  return {
    of({ id, openvpn }) {
      let record = records.get(id);
      if (record === undefined) {
        const found = readJson(fileOf(id));
        const parsed = recordSchema.safeParse(found.kind === 'json' ? found.value : undefined);
        record = parsed.success ? parsed.data : null;
        records.set(id, record);
      }
      return record !== null && record.source === openvpn?.path ? record : null;
    },
    async put(profileId, record) {
      records.set(profileId, record);
      await replaceFile(fileOf(profileId), JSON.stringify(record));
    },
    forget: (profileId) => void records.delete(profileId),
  };
}

/** Whole or not at all, and for its owner alone: keys are in it. */
export async function replaceFile(file: string, text: string | Uint8Array): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
    await rename(draft, file);
  } catch (thrown) {
    await rm(draft, { force: true });
    throw thrown;
  }
}
