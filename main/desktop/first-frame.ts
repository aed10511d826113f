/** What is painted before the page's program has read the settings, so that nothing jumps when it has. Pure. */

/** The page's bytes, in the direction of the language that was spoken last. */
export const inDirection = (page: Buffer<ArrayBuffer>, isRightToLeft: boolean): Buffer<ArrayBuffer> =>
  isRightToLeft ? Buffer.from(page.toString('utf8').replace('<html ', '<html dir="rtl" ')) : page;
