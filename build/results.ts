/** What the two test runners report, in one form. Pure. */

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const noTests: Tally = { passed: 0, failed: 0, skipped: 0 };

/** A runner that ended badly without naming a failed test (a file that does not load, a crash) has one all the same. */
const withStatus = (tally: Tally, status: number | null): Tally =>
  status !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;

const numberIn = (report: Readonly<Record<string, unknown>>, key: string): number => {
  const value = report[key];
  return typeof value === 'number' ? value : 0;
};

function parsed(json: string | null): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(json ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Vitest's JSON report; null when it wrote none. */
export function vitestTally(json: string | null, status: number | null): Tally {
  const report = parsed(json);
  const tally = {
    passed: numberIn(report, 'numPassedTests'),
    failed: numberIn(report, 'numFailedTests'),
    skipped: numberIn(report, 'numPendingTests') + numberIn(report, 'numTodoTests'),
  };
  return withStatus(tally, status);
}

/** Playwright's JSON report; null when it wrote none. A test that passed on a second try has passed, and says `flaky`. */
export function playwrightTally(json: string | null, status: number | null): Tally {
  const { stats } = parsed(json);
  const counts = typeof stats === 'object' && stats !== null ? { ...stats } : {};
  const tally = {
    passed: numberIn(counts, 'expected') + numberIn(counts, 'flaky'),
    failed: numberIn(counts, 'unexpected'),
    skipped: numberIn(counts, 'skipped'),
  };
  return withStatus(tally, status);
}

export const sum = (tallies: readonly Tally[]): Tally =>
  tallies.reduce(
    (total, each) => ({
      passed: total.passed + each.passed,
      failed: total.failed + each.failed,
      skipped: total.skipped + each.skipped,
    }),
    noTests,
  );

export const lastLine = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`;

/** A run in which nothing was tested proves nothing, and is a failure. */
export const exitStatus = ({ passed, failed }: Tally): 0 | 1 => (failed > 0 || passed === 0 ? 1 : 0);
