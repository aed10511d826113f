/** A file that was dropped on the window, as text. */
import type { Explanation } from '../../preload/types.ts';

/** As much text as main accepts in one request, see schemas.ts. */
const MAX_BYTES = 1_048_576;

export type DroppedText =
  | { readonly ok: true; readonly name: string; readonly text: string }
  | { readonly ok: false; readonly explanation: Explanation };

const refuse = (what: string, why: string, next: string): DroppedText => ({
  ok: false,
  explanation: { what, why, next },
});

/** Files of Windows editors may be UTF-16; a byte order mark says so. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder('utf-8').decode(bytes);
}

export async function readDroppedFiles(files: readonly File[]): Promise<DroppedText> {
  const [file, another] = files;
  if (file === undefined) {
    return refuse('Nothing to read was dropped.', 'Only files can be dropped here.', 'Drop the server’s stunnel.conf.');
  }
  if (another !== undefined) {
    return refuse(
      'Several files were dropped.',
      'They are read one at a time.',
      'Drop the server’s stunnel.conf alone.',
    );
  }
  if (file.size > MAX_BYTES) {
    return refuse(
      `“${file.name}” is too large.`,
      'A stunnel configuration is a short text file.',
      'Drop the server’s stunnel.conf.',
    );
  }
  try {
    return { ok: true, name: file.name, text: decode(new Uint8Array(await file.arrayBuffer())) };
  } catch {
    return refuse(
      `“${file.name}” could not be read.`,
      'It may be a folder, or you may not have permission.',
      'Choose the file itself, or paste its text.',
    );
  }
}
