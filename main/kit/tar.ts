/** A kit as one file, a tar, which keeps the modes that keys need. Pure. */
import { packTar } from 'modern-tar';
import type { KitFile } from './kit.ts';

/** All below one folder. */
export const tarOf = (folder: string, files: readonly KitFile[], now: Date): Promise<Uint8Array> =>
  packTar(
    files.map(({ path, mode, content }) => {
      const body = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      return { header: { name: `${folder}/${path}`, mode, size: body.length, mtime: now, type: 'file' }, body };
    }),
  );
