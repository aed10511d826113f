/** What a link of ours looks like from afar. */

/** In characters, of one that is read. */
export const MAX_LINK = 32_768;

export const isLink = (text: string) => /^\s*adit:/i.test(text);
