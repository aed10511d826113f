import { sayExplanation } from '../../preload/words/say.ts';
import type { UnsaidExplanation } from '../../preload/words/text.ts';
import { inEnglish } from '../../preload/words/words.ts';

/** The only error that reading a configuration throws: a limit was passed, so nothing was read. */
export class ConfError extends Error {
  readonly explanation: UnsaidExplanation;

  constructor(explanation: UnsaidExplanation) {
    super(inEnglish(() => sayExplanation(explanation).what));
    this.name = 'ConfError';
    this.explanation = explanation;
  }
}
