/** Whatever text is dropped on the window: the reader throws nothing but its own error, and loses no character. */
import { expect, test } from 'vitest';
import { randomFrom } from '../../test/export/arbitrary.ts';
import { damagedText } from '../../test/fuzz/inputs.ts';
import { fuzz, runsOf, timeoutOf } from '../../test/fuzz/reader.ts';

const runs = runsOf(0.4);

test(`${runs} damaged configurations become valid profiles, questions or explanations`, {
  timeout: timeoutOf(runs),
}, () => {
  const random = randomFrom(20_260_101);
  expect(fuzz(runs, () => damagedText(random)).withProfiles).toBeGreaterThan(runs / 10);
});
