import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../build/outputs.ts';
import { filesLeftOut, testsLeftOut, whyLeftOut } from '../windows/exceptions.ts';
import { windowsNode } from '../windows/runtime.ts';
import { leftOutLines, staleExceptions } from './windows.ts';

const signals = testsLeftOut.find(({ reason }) => reason === 'wine: signals');
const unix = testsLeftOut.find(({ reason }) => reason === 'unix');
const reported = (file: string, name: string, wasSkipped = true) => ({ file, name, wasSkipped });

describe('what the suite windows leaves out', () => {
  test('what Wine lacks is tested on Windows, what is not meant for it nowhere', () => {
    expect(signals && whyLeftOut(signals.file, `a b ${signals.test} c`, true)).toContain('signals');
    expect(signals && whyLeftOut(signals.file, signals.test, false)).toBeNull();
    expect(unix && whyLeftOut(unix.file, unix.test, false)).toContain('Unix');
    expect(whyLeftOut('test/cli/run.test.ts', 'adit run does something else', true)).toBeNull();
  });

  test('is named with the reason, whichever system the report comes from', () => {
    const { file = '', test: name = '' } = signals ?? {};
    const lines = leftOutLines([
      reported(join(root, file), name),
      reported(`Z:${join(root, file)}`, name),
      reported(`Z:${join(root, file).replaceAll('/', '\\')}`, name),
      reported(join(root, 'main/x.test.ts'), 'skips itself'),
      reported(join(root, file), 'ran', false),
    ]);
    const [line, ...others] = lines.slice(filesLeftOut.length);
    expect(line).toMatch(/^Skipped: test\/cli\/\S+ > .*, because it needs .*signals.*\.$/);
    expect(others).toEqual([line, line]);
  });

  test('is not what is not there any more', () => {
    const entry = { file: 'main/x.test.ts', test: 'a reset', reason: 'wine: reset' } as const;
    const here = (name: string) => [reported(join(root, 'main/x.test.ts'), name)];
    expect(staleExceptions(here('group > a reset is an error'), [entry])).toEqual([]);
    expect(staleExceptions(here('an end'), [entry])).toMatchObject([{ test: 'main/x.test.ts > a reset' }]);
  });
});

test("Windows' Node is of the version that the project's own has", () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  expect(windowsNode.version).toBe(devDependencies.node);
});
