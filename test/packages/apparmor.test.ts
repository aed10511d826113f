/** The AppArmor profile that deb and rpm bring: what Ubuntu 24.04 and later want before a program may make its sandbox. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../../build/outputs.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';

/** As electron-builder fills it in. */
async function profile(): Promise<string> {
  const template = join(root, 'node_modules/app-builder-lib/templates/linux/apparmor-profile.tpl');
  return (await readFile(template, 'utf8'))
    .replaceAll(/\$\{executable\}/g, 'adit')
    .replaceAll(/\$\{sanitizedProductName\}/g, 'Adit');
}

/** True, or what the parser says against it. */
async function parses(text: string): Promise<true | string> {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, 'adit');
  await writeFile(file, text);
  const line = ['--skip-kernel-load', '--skip-cache', file];
  return execute(requireTool('apparmor_parser'), line).then(
    (): true => true,
    ({ stderr }: { stderr: string }) => stderr,
  );
}

test('names the installed program, and allows user namespaces and nothing less than before', async () => {
  const text = await profile();
  expect(text).toContain('profile "adit" "/opt/Adit/adit" flags=(unconfined)');
  expect(text).toMatch(/^\s*userns,$/m);
});

const parser = hasTool('apparmor_parser');
const knowsNamespaces =
  parser &&
  (await parses('abi <abi/4.0>,\ninclude <tunables/global>\nprofile x /x flags=(unconfined) {\n  userns,\n}\n')) ===
    true;

describe.skipIf(!parser)('for apparmor_parser', () => {
  test.skipIf(!knowsNamespaces)('of version 4 it is a profile', async () => {
    expect(await parses(await profile())).toBe(true);
  });

  test('of an older version the rest of it is one, and the whole is refused, so that it is not installed', async () => {
    const older = (await profile()).replace('abi <abi/4.0>,', '').replace('userns,', '');
    expect(await parses(older)).toBe(true);
    expect((await parses(await profile())) === true).toBe(knowsNamespaces);
    expect(await parses(older.replace('flags=', 'flag='))).toMatch(/error/i);
  });
});
