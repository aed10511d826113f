import { expect, test } from 'vitest';
import { fromEndToEndBuild } from './packaged.ts';

test('the packed program has every part that packages have, of the end-to-end build', () => {
  const files = ['out/main/**', 'out/words/**', 'package.json', '!node_modules/**'];
  expect(fromEndToEndBuild(files)).toEqual([
    { from: 'out/e2e', to: 'out', filter: ['main/**', 'words/**'] },
    'package.json',
    '!node_modules/**',
  ]);
});
