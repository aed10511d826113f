import decodeQR from 'qr/decode.js';
import { expect, it } from 'vitest';
import { type QrPicture, qrPicture } from './qr.ts';

/** Reads the path as a camera would see it: four pixels a module, on white. */
function scan({ size, path }: QrPicture): string {
  const scale = 4;
  const side = size * scale;
  const data = new Uint8Array(side * side * 4).fill(255);
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row += 1) {
      for (let column = Number(x) * scale; column < (Number(x) + Number(width)) * scale; column += 1) {
        data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
      }
    }
  }
  return decodeQR({ width: side, height: side, data });
}

const link = (length: number) => `adit://import?v=1&p=${'eyJuYW1lIjoiT2ZmaWNlIn0_-'.repeat(200)}`.slice(0, length);

it.each([40, 700, 2000])('a link of %d characters is read back as it was', (length) => {
  const picture = qrPicture(link(length));
  if (picture === null) throw new Error('it fits');
  expect(scan(picture)).toBe(link(length));
});

it('takes as much as the largest code holds, and says when a text is longer', () => {
  expect(qrPicture(link(2953))?.size).toBe(185);
  expect(qrPicture(link(2954))).toBeNull();
  expect(qrPicture('ä'.repeat(1477))).toBeNull();
});
