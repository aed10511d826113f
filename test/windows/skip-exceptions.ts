/** Loaded before each test file of the suite `windows`: skips the tests that exceptions.ts names, and says why. */
import { relative } from 'node:path';
import { beforeEach } from 'vitest';
import { root } from '../../build/outputs.ts';
import { partsOf } from '../../main/conf/paths.ts';
import { whyLeftOut } from './exceptions.ts';

const isWine = process.env['ADIT_TEST_WINDOWS_NODE'] !== process.execPath;

beforeEach((context) => {
  const { task } = context;
  const file = partsOf(relative(root, task.file.filepath)).join('/');
  const names: string[] = [task.name];
  for (let suite = task.suite; suite !== undefined; suite = suite.suite) names.unshift(suite.name);
  const why = whyLeftOut(file, names.filter((name) => name !== '').join(' '), isWine);
  if (why !== null) context.skip(why);
});
