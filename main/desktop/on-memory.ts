/** `on.json`: which tunnels are on, so that they are on again after the next start, whatever ended this one. */
import ElectronStore from 'electron-store';
import { z } from 'zod';

const onSchema = z.object({ profileIds: z.array(z.uuid()).max(10_000) });

export interface OnMemory {
  /** As it was when the app ended. */
  readonly last: readonly string[];
  save(profileIds: readonly string[]): void;
}

/** Nothing in the file is worth a complaint: a damaged one is replaced, and what cannot be written is not remembered. */
export function openOnMemory(directory: string, failed: (thrown: unknown) => void): OnMemory {
  const store = new ElectronStore<Record<string, unknown>>({ cwd: directory, name: 'on', clearInvalidConfig: true });
  const parsed = onSchema.safeParse(store.store);
  return {
    last: parsed.success ? parsed.data.profileIds : [],
    save(profileIds) {
      try {
        store.store = { profileIds };
      } catch (thrown) {
        failed(thrown);
      }
    },
  };
}
