/** For what an error says in detail, which is a text that nobody has said yet. */
import { sayClause } from '../../preload/words/say.ts';
import type { Text } from '../../preload/words/text.ts';

/** Matches as `expect.stringMatching` does, and a string as `expect.stringContaining`. */
export const saying = (pattern: RegExp | string): Text => {
  const matcher = {
    asymmetricMatch(found: string | Text): boolean {
      const said = sayClause(found);
      return typeof pattern === 'string' ? said.includes(pattern) : pattern.test(said);
    },
    toString: () => `saying ${pattern}`,
  };
  return matcher as unknown as Text;
};
