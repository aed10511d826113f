import { isArchive, readArchive } from './archive.ts';
import type { FileSet } from './file-set.ts';
import { gather } from './gather.ts';
import type { ProposeOptions, ProposeResult } from './propose.ts';

/** The proposal that a set of files makes; a single archive is unpacked first. Never rejects. */
export async function readSet(set: FileSet, options: ProposeOptions): Promise<ProposeResult> {
  const [only] = set.files;
  const packed = set.files.length === 1 && only !== undefined ? only : null;
  if (packed?.bytes == null || !isArchive(packed.bytes)) return gather(set.files, options);
  const unpacked = await readArchive(packed.path, packed.bytes);
  return unpacked.ok ? gather(unpacked.set.files, options) : unpacked;
}
