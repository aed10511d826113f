import type { Explanation } from '../../preload/types.ts';

/** The only error that reading a configuration throws: a limit was passed, so nothing was read. */
export class ConfError extends Error {
  readonly explanation: Explanation;

  constructor(explanation: Explanation) {
    super(explanation.what);
    this.name = 'ConfError';
    this.explanation = explanation;
  }
}
