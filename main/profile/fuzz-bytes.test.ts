/** Whatever bytes are dropped on the window: some text is read from them, and nothing but the reader's own error is thrown. */
import { expect, test } from 'vitest';
import { randomFrom } from '../../test/export/arbitrary.ts';
import { damagedFile } from '../../test/fuzz/inputs.ts';
import { fuzz, runsOf, timeoutOf } from '../../test/fuzz/reader.ts';

const runs = runsOf(0.3);

test(`${runs} damaged files become valid profiles, questions or explanations`, { timeout: timeoutOf(runs) }, () => {
  const random = randomFrom(20_260_102);
  expect(fuzz(runs, () => damagedFile(random)).withProfiles).toBeGreaterThan(runs / 10);
});
