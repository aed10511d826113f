import type { Profile, Settings } from '../../preload/types.ts';
import type { ReadOnlyReason } from './result.ts';

/** The file that profiles and settings are kept in. */
export interface Persistence {
  /** Null when changes can be stored. */
  readonly readOnly: ReadOnlyReason | null;
  /** Writes atomically; throws when the file could not be written, and then the old one is still there. */
  save(profiles: readonly Profile[], settings: Settings): void;
}
