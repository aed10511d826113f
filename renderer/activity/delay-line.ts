/** Delays as a line of SVG. Pure. */
import type { ServerDelay } from '../../preload/types.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The latest at the right end, `most` milliseconds at the top; where there was no answer the line is broken. */
export function delayLine(delays: ServerDelay['delays'], most: number, { width, height }: Size): string {
  const step = delays.length < 2 ? 0 : width / (delays.length - 1);
  const rounded = (value: number) => Math.round(value * 10) / 10;
  return delays
    .map(({ milliseconds }, index) => {
      if (milliseconds === null) return null;
      const x = rounded(delays.length < 2 ? width : index * step);
      const y = rounded(height - 1 - (milliseconds / Math.max(1, most)) * (height - 2));
      const isBegun = index > 0 && delays[index - 1]?.milliseconds !== null;
      // A single one is a dot.
      return isBegun ? `L${x} ${y}` : `M${x} ${y}h0.1`;
    })
    .filter((part) => part !== null)
    .join('');
}
