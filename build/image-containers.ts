/** ICO and ICNS files, put together from images of several sizes. Pure. */

export interface Image {
  /** Width and height in pixels. */
  readonly size: number;
  readonly png: Uint8Array;
  /** Four bytes a pixel, straight (not premultiplied) alpha, from the top left. */
  readonly rgba: Uint8Array;
}

/**
 * A device independent bitmap as ICO holds it: colours and mask, from the bottom up. Windows reads PNG images in icons as
 * well, but not everything on Windows does so for small ones (installers, resource editors).
 */
function bitmap({ size, rgba }: Image): Buffer {
  const header = Buffer.alloc(40);
  header.writeUInt32LE(40, 0);
  header.writeInt32LE(size, 4);
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const colours = Buffer.alloc(size * size * 4);
  // The mask stays zero: with 32 bits a pixel the alpha channel decides. Its rows are padded to 32 bits.
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = (y * size + x) * 4;
      const to = ((size - 1 - y) * size + x) * 4;
      const [red = 0, green = 0, blue = 0, alpha = 0] = rgba.subarray(from, from + 4);
      colours.set([blue, green, red, alpha], to);
    }
  }
  header.writeUInt32LE(colours.length + mask.length, 20);
  return Buffer.concat([header, colours, mask]);
}

/** Windows' icon file. Images of 256 pixels are kept as PNG, as Windows itself does. */
export function ico(images: readonly Image[]): Buffer {
  const header = Buffer.alloc(6);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  const bodies = images.map((image) => (image.size < 256 ? bitmap(image) : Buffer.from(image.png)));
  let offset = header.length + images.length * 16;
  const entries = images.map(({ size }, index) => {
    const entry = Buffer.alloc(16);
    const length = bodies[index]?.length ?? 0;
    // One byte each; 256 is written as 0.
    entry.writeUInt8(size % 256, 0);
    entry.writeUInt8(size % 256, 1);
    entry.writeUInt16LE(1, 4);
    entry.writeUInt16LE(32, 6);
    entry.writeUInt32LE(length, 8);
    entry.writeUInt32LE(offset, 12);
    offset += length;
    return entry;
  });
  return Buffer.concat([header, ...entries, ...bodies]);
}

/** Types of the entries that hold PNG, with their sizes in pixels; `@2x` entries are those of half the size. */
const icnsTypes = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
] as const;

/** The sizes that `icns` wants. */
export const icnsSizes: readonly number[] = [...new Set(icnsTypes.map(([, size]) => size))];

/** macOS's icon file. */
export function icns(images: readonly Image[]): Buffer {
  const entries = icnsTypes.map(([type, size]) => {
    const image = images.find((each) => each.size === size);
    if (image === undefined) throw new Error(`An icns file needs an image of ${size} pixels.`);
    const header = Buffer.alloc(8);
    header.write(type, 'latin1');
    header.writeUInt32BE(image.png.length + 8, 4);
    return Buffer.concat([header, image.png]);
  });
  const body = Buffer.concat(entries);
  const header = Buffer.alloc(8);
  header.write('icns', 'latin1');
  header.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([header, body]);
}
