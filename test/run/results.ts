/** What the two test runners report, in one form. Pure. */
import { stripVTControlCharacters } from 'node:util';

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

export interface Failure {
  readonly file: string;
  readonly test: string;
  /** What went wrong, as the runner says it, without its colours. */
  readonly message: string;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.map(record) : [];
const text = (value: unknown): string => (typeof value === 'string' ? stripVTControlCharacters(value) : '');

const messagesOf = (test: Readonly<Record<string, unknown>>): readonly string[] =>
  (Array.isArray(test['failureMessages']) ? test['failureMessages'] : []).map(text);

/** The failed tests of vitest's JSON report, and the files that did not load. */
export const vitestFailures = (json: string | null): readonly Failure[] =>
  list(parsed(json)['testResults']).flatMap((file) => {
    const name = text(file['name']);
    const tests = list(file['assertionResults']).filter(({ status }) => status === 'failed');
    if (tests.length === 0 && file['status'] === 'failed') {
      return [{ file: name, test: '(the file)', message: text(file['message']) }];
    }
    return tests.map((test) => ({ file: name, test: text(test['fullName']), message: messagesOf(test).join('\n') }));
  });

/** Those that passed only at a second attempt, with what the first one said: vitest keeps it. */
export const vitestSecondAttempts = (json: string | null): readonly Failure[] =>
  list(parsed(json)['testResults']).flatMap((file) =>
    list(file['assertionResults'])
      .filter((test) => test['status'] === 'passed' && messagesOf(test).length > 0)
      .map((test) => ({
        file: text(file['name']),
        test: text(test['fullName']),
        message: messagesOf(test).join('\n'),
      })),
  );

export interface ReportedTest {
  readonly file: string;
  /** With the names of what it lies in. */
  readonly name: string;
  readonly wasSkipped: boolean;
}

/** All tests of vitest's JSON report, also those that did not run. */
export const vitestTests = (json: string | null): readonly ReportedTest[] =>
  list(parsed(json)['testResults']).flatMap((file) =>
    list(file['assertionResults']).map(({ fullName, status }) => ({
      file: text(file['name']),
      name: text(fullName).trim(),
      wasSkipped: status === 'skipped' || status === 'pending',
    })),
  );

type Spec = Readonly<Record<string, unknown>>;

/** The failed tests of Playwright's JSON report. */
export const playwrightFailures = (json: string | null): readonly Failure[] =>
  playwrightErrors(json, ({ ok }) => ok === false);

/** Those that passed only at a second attempt, with what the first one said. */
export const playwrightSecondAttempts = (json: string | null): readonly Failure[] =>
  playwrightErrors(json, ({ tests }) => list(tests).some(({ status }) => status === 'flaky'));

/** Suites lie in one another. */
function playwrightErrors(json: string | null, isMeant: (spec: Spec) => boolean): readonly Failure[] {
  const inSuite = (suite: Readonly<Record<string, unknown>>): readonly Failure[] => [
    ...list(suite['specs'])
      .filter(isMeant)
      .map((spec) => ({
        file: text(spec['file']),
        test: text(spec['title']),
        message: list(spec['tests'])
          .flatMap(({ results }) => list(results))
          .flatMap(({ errors }) => list(errors))
          .map(({ message }) => text(message))
          .join('\n'),
      })),
    ...list(suite['suites']).flatMap(inSuite),
  ];
  return list(parsed(json)['suites']).flatMap(inSuite);
}

const shown = 12;

/**
 * The failures again, one after the other: a run is long, and of its output often only the end is kept.
 * @param root the folder that file names are shortened by
 */
export const failureLines = (failures: readonly Failure[], root: string, label = 'Failed'): readonly string[] =>
  failures.flatMap(({ file, test, message }) => [
    `${label}: ${file.startsWith(root) ? file.slice(root.length + 1) : file} > ${test}`,
    ...message
      .split('\n')
      .filter((line) => line.trim() !== '')
      .slice(0, shown)
      .map((line) => `    ${line}`),
  ]);

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
