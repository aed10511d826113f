/** The zip for macOS, made elsewhere with a stand-in for Electron and read back: what macOS will go by. Not signed, not run. */
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../build/outputs.ts';
import { offeredLanguages } from '../../preload/words/languages.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute, hasTool } from '../peers/tools.ts';
import { pack } from './support/pack.ts';
import { macStandIn, type Processor, processorOfMachO } from './support/stand-in.ts';

/** What stands after a key of a property list, without the white space of its layout. */
function valueIn(plist: string, key: string): string {
  const compact = plist.replaceAll(/>\s+</g, '><');
  const [, name = '', rest = ''] = new RegExp(`<key>${key}</key><(\\w+)(.*)`, 's').exec(compact) ?? [];
  if (rest.startsWith('/>')) return name;
  if (name !== 'array' && name !== 'dict') return rest.slice(1, rest.indexOf(`</${name}>`));
  // Lists and records lie in one another: as far as the one that was opened first is closed again.
  let depth = 1;
  for (const { 0: tag, index } of rest.matchAll(new RegExp(`<(/?)${name}>`, 'g'))) {
    depth += tag.startsWith('</') ? -1 : 1;
    if (depth === 0) return rest.slice(1, index);
  }
  return rest;
}

describe.skipIf(!hasTool('7za') || process.platform === 'win32')('the zip for macOS (7za)', () => {
  let directory: TemporaryDirectory;
  const contents = (processor: Processor, ...rest: readonly string[]) =>
    join(directory.path, processor, 'Adit.app/Contents', ...rest);

  beforeAll(async () => {
    directory = await temporaryDirectory('adit-mac-');
    for (const processor of ['arm64', 'x64'] as const) {
      const output = join(directory.path, `${processor}-out`);
      await pack({
        output,
        line: ['--mac', 'zip', `--${processor}`],
        runtime: await macStandIn(join(directory.path, `${processor}-runtime`), processor),
        // Signing is macOS' own affair.
        change: (configuration) => ({
          ...configuration,
          electronFuses: { ...Object(configuration['electronFuses']), resetAdHocDarwinSignature: false },
        }),
      });
      const file = join(output, `Adit-0.1.0-mac-${processor}.zip`);
      await execute('7za', ['x', '-y', `-o${join(directory.path, processor)}`, file]);
    }
  }, 180_000);

  afterAll(() => directory?.close());

  const informationOf = (processor: Processor) => readFile(contents(processor, 'Info.plist'), 'utf8');

  test.for(['arm64', 'x64'] as const)(
    'for %s has programs for that processor alone, and the links of its frameworks',
    async (processor) => {
      const programs = await readdir(contents(processor), { recursive: true, withFileTypes: true });
      const found = [];
      for (const entry of programs.filter((each) => each.isFile())) {
        const of = processorOfMachO(await readFile(join(entry.parentPath, entry.name)));
        if (of !== null) found.push(of);
      }
      expect(found).toEqual(Array(6).fill(processor));
      const current = contents(processor, 'Frameworks/Electron Framework.framework/Versions/Current');
      expect((await lstat(current)).isSymbolicLink()).toBe(true);
      // What is in it must not be changed afterwards: the program compares its archive with this.
      const information = await informationOf(processor);
      const asar = await readFile(contents(processor, 'Resources/app.asar'));
      const header = asar.subarray(16, 16 + asar.readUInt32LE(12));
      const digest = createHash('sha256').update(header).digest('hex');
      expect(valueIn(information, 'ElectronAsarIntegrity')).toContain(digest);
    },
  );

  test('says what it is, what it opens, and why it asks for the local network', async () => {
    const information = await informationOf('arm64');
    const value = (key: string) => valueIn(information, key);
    expect(value('CFBundleIdentifier')).toBe('app.adit.desktop');
    expect(value('CFBundleShortVersionString')).toBe('0.1.0');
    expect(value('LSMinimumSystemVersion')).toBe('13.0');
    // It has a Dock icon: the way back where the menu bar has no room for the other one.
    expect(value('LSUIElement')).toBe('false');
    expect(value('NSLocalNetworkUsageDescription')).toMatch(/local network/);
    expect(value('CFBundleURLSchemes')).toBe('<string>adit</string>');
    const types = value('CFBundleDocumentTypes');
    expect(types).toMatch(/<string>conf<\/string>.*<string>Alternate<\/string>/s);
    expect(types).toMatch(/<string>adit<\/string>.*<string>Owner<\/string>/s);
  });

  test('asks for the local network in each language that Adit speaks', async () => {
    const sentences = new Set<string>();
    for (const code of offeredLanguages) {
      const file = contents('arm64', `Resources/${code}.lproj/InfoPlist.strings`);
      const [, sentence = ''] =
        /^"NSLocalNetworkUsageDescription" = "([^"]*Adit[^"]*)";\n$/.exec(await readFile(file, 'utf8')) ?? [];
      sentences.add(sentence);
    }
    expect(sentences.size).toBe(offeredLanguages.length);
    expect([...sentences][0]).toBe(valueIn(await informationOf('arm64'), 'NSLocalNetworkUsageDescription'));
  });

  test('brings the command, the licences’ sources of it, and fuses as they are stated', async () => {
    expect((await stat(contents('arm64', 'Resources/bin/adit'))).mode & 0o111).toBe(0o111);
    expect(await readdir(contents('arm64', 'Resources/share'))).toContain('adit.1');
    const wire = await getCurrentFuseWire(join(directory.path, 'arm64/Adit.app'));
    expect(wire[FuseV1Options.RunAsNode]).toBe(FuseState.DISABLE);
    expect(wire[FuseV1Options.OnlyLoadAppFromAsar]).toBe(FuseState.ENABLE);
    expect(wire[FuseV1Options.EnableEmbeddedAsarIntegrityValidation]).toBe(FuseState.ENABLE);
  });
});

test('is signed with the hardened runtime, of which nothing is given up but for V8’s compiler', async () => {
  const { mac } = parse(await readFile(join(root, 'electron-builder.yml'), 'utf8')) as {
    readonly mac: Readonly<Record<string, unknown>>;
  };
  expect(mac).toMatchObject({ hardenedRuntime: true, entitlementsInherit: mac['entitlements'] });
  const entitlements = await readFile(join(root, String(mac['entitlements'])), 'utf8');
  expect([...entitlements.matchAll(/<key>([^<]*)<\/key>/g)].map(([, key]) => key)).toEqual([
    'com.apple.security.cs.allow-jit',
  ]);
});
