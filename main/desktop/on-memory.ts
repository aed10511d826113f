/**
 * Small things that outlive the app. `on.json`: which tunnels are on, so that they are on again after the next start,
 * whatever ended this one.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { createFileWriter } from '../disk/file-writer.ts';
import { openSmallFile } from './small-file.ts';

const onSchema = z.object({ profileIds: z.array(z.uuid()).max(10_000) });

export interface OnMemory {
  /** As it was when the app ended. */
  readonly last: readonly string[];
  save(profileIds: readonly string[]): void;
}

const toldSchema = z.object({ keys: z.array(z.string().max(200)).max(1000) });

export interface ToldMemory {
  readonly last: readonly string[];
  save(keys: readonly string[]): void;
}

/** `told.json`: which ends of certificates were announced. Damaged, it is replaced, and some are announced again. */
export function openToldMemory(directory: string, failed: (thrown: unknown) => void): ToldMemory {
  const file = openSmallFile(directory, 'told');
  const parsed = toldSchema.safeParse(file.read());
  return {
    last: parsed.success ? parsed.data.keys : [],
    save(keys) {
      try {
        file.write({ keys });
      } catch (thrown) {
        failed(thrown);
      }
    },
  };
}

/**
 * Nothing in the file is worth a complaint: a damaged one is replaced, and what cannot be written is not remembered. Who
 * switches a tunnel on waits for the tunnel, not for the disk, which can take longer.
 */
export function openOnMemory(directory: string, failed: (thrown: unknown) => void): OnMemory {
  const parsed = onSchema.safeParse(openSmallFile(directory, 'on').read());
  const write = createFileWriter(join(directory, 'on.json'), 0o600, failed);
  return {
    last: parsed.success ? parsed.data.profileIds : [],
    save: (profileIds) => write(JSON.stringify({ profileIds })),
  };
}
