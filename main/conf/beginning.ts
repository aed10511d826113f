/** What divides a text, so that another file may begin there. */

export type Side = 'client' | 'server';

export interface Beginning {
  /**
   * `file`: a listing, a terminal or a script begins another file for certain. `block`: a block of code of a page begins
   * or ends. `text`: a heading or a sentence stands there. `comment`: a comment that names an end of the tunnel.
   */
  readonly kind: 'file' | 'block' | 'text' | 'comment';
  /** The end that is named there; `other`: the one that was not named before. null when it names none or both. */
  readonly side: Side | 'other' | null;
}

export const FILE: Beginning = { kind: 'file', side: null };

const strength = { comment: 0, text: 1, block: 2, file: 3 } as const;

/** Two divisions with nothing between them: the stronger one, with the side that is named last. */
export function merged(one: Beginning | null, other: Beginning | null): Beginning | null {
  if (one === null || other === null) return one ?? other;
  const { kind } = strength[one.kind] > strength[other.kind] ? one : other;
  return { kind, side: other.side ?? one.side };
}
