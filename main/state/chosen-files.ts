/** Files that a person chose in a dialog: what they hold, and that a profile may name them from now on. */

import type { ChosenFile, FilePurpose, Result } from '../../preload/contract.ts';
import { sayExplanation } from '../../preload/words/say.ts';
import { toSay } from '../../preload/words/text.ts';
import { judgeFile, unsuitableFile } from '../profile/chosen-file.ts';
import { failure, success } from './result.ts';

export interface ChosenFiles {
  /** null when the person cancelled. */
  choose(purpose: FilePurpose): Promise<Result<ChosenFile | null>>;
  has(path: string): boolean;
  /** Whether a chosen file of authorities holds a public one. */
  isPublic(path: string): boolean;
}

export interface AskedFile {
  readonly path: string;
  readonly name: string;
  /** null: it cannot be read, or is larger than such files are. */
  readonly bytes: Uint8Array | null;
}

/** `holdsPublicRoots`: whether there is a public authority among the certificates of a PEM text. */
export function createChosenFiles(
  ask: (purpose: FilePurpose) => Promise<AskedFile | null>,
  holdsPublicRoots: (pem: Uint8Array) => boolean,
): ChosenFiles {
  const paths = new Set<string>();
  const publicOnes = new Set<string>();
  return {
    async choose(purpose) {
      const asked = await ask(purpose);
      if (asked === null) return success(null);
      const { path, name, bytes } = asked;
      if (bytes === null) {
        const why = toSay('failure.chosenFile.tooLarge');
        return failure('import', () => sayExplanation(unsuitableFile(name, why, purpose)));
      }
      const judged = judgeFile(purpose, bytes);
      if (!judged.ok) return failure('import', () => sayExplanation(unsuitableFile(name, judged.why, purpose)));
      paths.add(path);
      if (judged.holds === 'authority' && holdsPublicRoots(bytes)) publicOnes.add(path);
      return success({ path, holds: judged.holds });
    },
    has: (path) => paths.has(path),
    isPublic: (path) => publicOnes.has(path),
  };
}
