/** Every option that stunnel has, with values that fit and values that do not, in whole configurations. */
import { expect, test } from 'vitest';
import { configurations, END } from '../../test/conf/configurations.ts';
import { randomFrom } from '../../test/export/arbitrary.ts';
import { fuzz, runsOf, timeoutOf } from '../../test/fuzz/reader.ts';
import { decodeConf } from '../conf/decode.ts';

const runs = runsOf(0.3);

test(`${runs} configurations of any options become valid profiles, questions or explanations`, {
  timeout: timeoutOf(runs),
}, () => {
  const source = configurations(randomFrom(20_260_103));
  expect(fuzz(runs, () => decodeConf(source.next().value.bytes.slice(0, -END.length))).withProfiles).toBeGreaterThan(
    runs / 10,
  );
});
