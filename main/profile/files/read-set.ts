import type { ProposeOptions, ProposeResult } from '../import/propose.ts';
import { isArchive, readArchive } from './archive.ts';
import type { FileSet } from './file-set.ts';
import { gather } from './gather.ts';
import type { ReadCertificate } from './parts.ts';

/** The proposal that a set of files makes; a single archive is unpacked first. Never rejects. */
export async function readSet(set: FileSet, options: ProposeOptions, read: ReadCertificate): Promise<ProposeResult> {
  const [only] = set.files;
  const packed = set.files.length === 1 && only !== undefined ? only : null;
  if (packed?.bytes == null || !isArchive(packed.bytes)) return gather(set, options, read);
  const unpacked = await readArchive(packed.path, packed.bytes);
  return unpacked.ok ? gather(unpacked.set, options, read) : unpacked;
}
