import { describe, expect, test } from 'vitest';
import {
  exitStatus,
  failureLines,
  lastLine,
  noTests,
  playwrightFailures,
  playwrightSecondAttempts,
  playwrightTally,
  sum,
  vitestFailures,
  vitestSecondAttempts,
  vitestTally,
} from './results.ts';

describe('results of the test runners', () => {
  test("vitest's todo tests count as skipped", () => {
    const json = JSON.stringify({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 });
    expect(vitestTally(json, 0)).toEqual({ passed: 7, failed: 0, skipped: 3 });
  });

  test('a file that does not load is a failure though no test failed', () => {
    const json = JSON.stringify({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 });
    expect(vitestTally(json, 1)).toEqual({ passed: 7, failed: 1, skipped: 0 });
  });

  test.each([null, '', 'Segmentation fault'])('a runner that left no report (%j) has failed', (json) => {
    expect(vitestTally(json, null).failed).toBe(1);
    expect(playwrightTally(json, 1).failed).toBe(1);
  });

  test("playwright's flaky tests have passed", () => {
    const json = JSON.stringify({ stats: { expected: 5, flaky: 1, unexpected: 2, skipped: 3 } });
    expect(playwrightTally(json, 1)).toEqual({ passed: 6, failed: 2, skipped: 3 });
  });

  test('what passed only at the second attempt is named, with what the first one said', () => {
    const vitest = JSON.stringify({
      testResults: [
        {
          name: '/src/test/a.test.ts',
          assertionResults: [
            { fullName: 'at once', status: 'passed', failureMessages: [] },
            { fullName: 'again', status: 'passed', failureMessages: ['refused'] },
            { fullName: 'never', status: 'failed', failureMessages: ['refused', 'refused'] },
          ],
        },
      ],
    });
    const spec = (title: string, ok: boolean, status: string, ...messages: readonly string[]) => ({
      ...{ title, file: 'c.spec.ts', ok },
      tests: [{ status, results: [...messages.map((message) => ({ errors: [{ message }] })), { errors: [] }] }],
    });
    const specs = [
      spec('at once', true, 'expected'),
      spec('again', true, 'flaky', 'not seen'),
      spec('never', false, 'unexpected', 'not seen', 'not seen'),
    ];
    const playwright = JSON.stringify({ suites: [{ specs }] });
    const found = [...vitestSecondAttempts(vitest), ...playwrightSecondAttempts(playwright)];
    expect(failureLines(found, '/src', 'Again')).toEqual([
      ...['Again: test/a.test.ts > again', '    refused', 'Again: c.spec.ts > again', '    not seen'],
    ]);
  });

  test('the failures of both are said again, by file and name, without colours', () => {
    const vitest = JSON.stringify({
      testResults: [
        {
          name: '/src/main/a.test.ts',
          status: 'failed',
          assertionResults: [
            { fullName: 'a adds', status: 'passed', failureMessages: [] },
            { fullName: 'a takes away', status: 'failed', failureMessages: ['\u001b[31mexpected 1\n\n    at a.ts:3'] },
          ],
        },
        { name: '/elsewhere/b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
      ],
    });
    const playwright = JSON.stringify({
      suites: [
        {
          specs: [{ title: 'fine', file: 'c.spec.ts', ok: true, tests: [] }],
          suites: [
            {
              specs: [
                {
                  title: 'is seen',
                  file: 'c.spec.ts',
                  ok: false,
                  tests: [{ results: [{ errors: [{ message: 'not seen' }] }] }],
                },
              ],
            },
          ],
        },
      ],
    });
    expect(failureLines([...vitestFailures(vitest), ...playwrightFailures(playwright)], '/src')).toEqual([
      'Failed: main/a.test.ts > a takes away',
      '    expected 1',
      '        at a.ts:3',
      'Failed: /elsewhere/b.test.ts > (the file)',
      '    Cannot find module',
      'Failed: c.spec.ts > is seen',
      '    not seen',
    ]);
    expect([...vitestFailures(null), ...playwrightFailures('Segmentation fault')]).toEqual([]);
  });

  test('the sum is one line', () => {
    const total = sum([
      { passed: 1, failed: 0, skipped: 2 },
      { passed: 10, failed: 0, skipped: 0 },
    ]);
    expect(lastLine(total)).toBe('11 passed, 0 failed, 2 skipped');
    expect(exitStatus(total)).toBe(0);
  });

  test('a failure, and a run without any test, exit with 1', () => {
    expect(exitStatus({ passed: 5, failed: 1, skipped: 0 })).toBe(1);
    expect(exitStatus({ ...noTests, skipped: 9 })).toBe(1);
  });
});
