/** A text as a QR code, as one path of dark squares. Pure. */
import { encodeQR } from 'qr';

export interface QrPicture {
  /** Modules on a side, the light ones around it included. */
  readonly size: number;
  /** For an SVG path in units of one module. */
  readonly path: string;
}

/** What the largest code holds at the lowest level of error correction (ISO/IEC 18004, table 7), in bytes. */
const MOST_BYTES = 2953;

/** Light modules that a reader needs around the code (ISO/IEC 18004, 6.3.8). */
const QUIET_ZONE = 4;

/** null: the text is too long for a code. A screen needs no spare for dirt, so that the code is as coarse as it can be. */
export function qrPicture(text: string): QrPicture | null {
  if (new TextEncoder().encode(text).length > MOST_BYTES) return null;
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: QUIET_ZONE });
  const path = rows.flatMap((row, y) => runsOf(row).map(({ x, width }) => `M${x} ${y}h${width}v1h-${width}z`));
  return { size: rows.length, path: path.join('') };
}

/** Dark modules beside each other are drawn as one, so that no seams show between them. */
function runsOf(row: readonly boolean[]): readonly { readonly x: number; readonly width: number }[] {
  const runs: { x: number; width: number }[] = [];
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1);
    if (!isDark) continue;
    if (last && last.x + last.width === x) last.width += 1;
    else runs.push({ x, width: 1 });
  }
  return runs;
}
