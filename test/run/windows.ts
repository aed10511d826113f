/** The suite `windows`: what its two projects run on, and what they leave out. */
import { relative } from 'node:path';
import { root } from '../../build/outputs.ts';
import { partsOf } from '../../main/conf/paths.ts';
import {
  filesLeftOut,
  fits,
  type LeftOutTest,
  type Project,
  reasons,
  testsLeftOut,
  whyLeftOut,
} from '../windows/exceptions.ts';
import type { WindowsRuntime } from '../windows/runtime.ts';
import type { Failure, ReportedTest } from './results.ts';

export interface Part {
  readonly project: Project;
  /** What starts the Node that Vitest itself runs on. */
  readonly node: string;
  readonly env: NodeJS.ProcessEnv;
}

/** What Windows' Node tests by itself, and then what this Node tests with the program on Windows' Node. */
export function windowsParts({ node, env }: Extract<WindowsRuntime, { kind: 'found' }>): readonly Part[] {
  const shared = { ...env, ADIT_TEST_WINDOWS_NODE: node };
  return [
    { project: 'windows-alone', node, env: shared },
    { project: 'windows-peers', node: process.execPath, env: shared },
  ];
}

/** One line for each file and each test that was left out, with the reason. Pure. */
export function leftOutLines(tests: readonly ReportedTest[]): readonly string[] {
  const skipped = tests.flatMap(({ file, name, wasSkipped }) => {
    const why = wasSkipped ? whyLeftOut(nameOf(file), name, true) : null;
    return why === null ? [] : [`Skipped: ${nameOf(file)} > ${name}, because it ${why}.`];
  });
  return [...filesLeftOut.map(({ files, reason }) => `Skipped: ${files}, because it ${reasons[reason]}.`), ...skipped];
}

/** Entries of the table that fit no test: they leave out something that is not there any more. Pure. */
export const staleExceptions = (
  tests: readonly ReportedTest[],
  entries: readonly LeftOutTest[] = testsLeftOut,
): readonly Failure[] =>
  entries
    .filter((entry) => !tests.some(({ file, name }) => fits(entry, nameOf(file), name)))
    .map(({ file, test }) => ({
      file: 'test/windows/exceptions.ts',
      test: `${file} > ${test}`,
      message: 'This entry fits no test.',
    }));

/** From the root of the project, with slashes, whichever system's path the report has. */
function nameOf(file: string): string {
  const parts = partsOf(file.replace(/^Z:/, ''));
  const from = partsOf(root);
  return from.every((part, index) => parts[index] === part)
    ? parts.slice(from.length).join('/')
    : partsOf(relative(root, file)).join('/');
}
