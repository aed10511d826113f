/** What is painted of a part of the page: forced colours are the system's, and styles do not tell what becomes of them. */
import type { Browser, Locator } from '@playwright/test';

export interface Painted {
  /** WCAG's contrast of the colour that most of it has with the one that is farthest from it, of those that count. */
  readonly contrast: number;
  /** Colours that count, as `#rrggbb`, the most frequent first. */
  readonly colours: readonly string[];
}

/** Edges are smoothed, and shadows fade: a colour counts with this share of the pixels. */
const SHARE = 0.004;

/**
 * Looks at it with a page of its own, because nothing here decodes pictures.
 * @param inset how much of its edge does not count, in CSS pixels
 */
export async function painted(browser: Browser, part: Locator, inset = 0): Promise<Painted> {
  const box = await part.boundingBox();
  if (box === null) throw new Error('It is not seen.');
  const clip = { x: box.x + inset, y: box.y + inset, width: box.width - 2 * inset, height: box.height - 2 * inset };
  const picture = (await part.page().screenshot({ animations: 'disabled', clip })).toString('base64');
  const eye = await browser.newPage();
  try {
    return await eye.evaluate(
      async ([base64, share]) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        if (context === null) throw new Error('There is no canvas.');
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
        const counts = new Map<string, number>();
        for (let at = 0; at < data.length; at += 4) {
          const colour = `#${[...data.subarray(at, at + 3)].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
          counts.set(colour, (counts.get(colour) ?? 0) + 1);
        }
        const least = bitmap.width * bitmap.height * share;
        const colours = [...counts]
          .filter(([, count]) => count >= least)
          .sort(([, one], [, other]) => other - one)
          .map(([colour]) => colour);
        const luminance = (colour: string): number => {
          const [red = 0, green = 0, blue = 0] = [1, 3, 5]
            .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
            .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const [ground = '#000000'] = colours;
        const contrasts = colours.map((colour) => {
          const [dark = 0, light = 0] = [luminance(colour), luminance(ground)].sort((one, other) => one - other);
          return (light + 0.05) / (dark + 0.05);
        });
        return { colours, contrast: Math.max(1, ...contrasts) };
      },
      [picture, SHARE] as const,
    );
  } finally {
    await eye.close();
  }
}
