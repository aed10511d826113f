import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { licences, packagesOf } from './licences.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'adit-licences-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Gives the id of a module in it. */
function install(name: string, about: object, files: Readonly<Record<string, string>> = {}): string {
  const place = join(root, 'node_modules', name);
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...about }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(place, file), text);
  return join(place, 'index.js');
}

test('every package that a bundle has something of is there with its licence, and nothing of ours', () => {
  const modules = [
    install('zed', { license: 'MIT' }, { 'LICENSE.md': 'Permission is granted to zed.' }),
    `\0${install('@scope/able', { license: 'ISC' })}`,
    join(root, 'main/index.ts'),
  ];
  const text = licences(packagesOf([...modules, ...modules]));
  expect(text).toBe(
    '@scope/able 1.2.3\n-----------\n\nLicence: ISC\n\nzed 1.2.3\n---\n\nPermission is granted to zed.',
  );
});

test('one without a licence stops the build', () => {
  expect(() => licences(packagesOf([install('bare', {})]))).toThrow('bare comes without a licence.');
});
