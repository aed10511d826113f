/** What is promised about the built program in out/. */
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, sep } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { root } from '../../build/outputs.ts';
import { APP_ORIGIN, isProgram } from '../../main/desktop/app-protocol.ts';
import { translatedLanguages } from '../../preload/words/languages.ts';

const out = join(root, 'out');

function textUnder(...directories: readonly string[]): Map<string, string> {
  const files = new Map<string, string>();
  for (const directory of directories) {
    for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isFile() && /\.(c?js|html|css)$/.test(path)) files.set(path, readFileSync(path, 'utf8'));
    }
  }
  return files;
}

const release = textUnder(join(out, 'main'), join(out, 'preload'), join(out, 'renderer'));
const mentioning = (files: ReadonlyMap<string, string>, pattern: RegExp): string[] =>
  [...files].filter(([, text]) => pattern.test(text)).map(([path]) => path);

describe('the release build', () => {
  test('has no hook for tests, and the end-to-end build has', () => {
    expect(mentioning(textUnder(join(out, 'e2e/main')), /__aditTest/)).not.toEqual([]);
    expect(mentioning(release, /__aditTest|__E2E__/)).toEqual([]);
  });

  test('has no source maps and no paths of the machine that built it', () => {
    expect(mentioning(release, /sourceMappingURL=/)).toEqual([]);
    expect([...release].filter(([, text]) => text.includes(root)).map(([path]) => path)).toEqual([]);
    const names = readdirSync(out, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => name.endsWith('.map'))).toEqual([]);
  });

  test('is whole: every import of main leads to a file in out/, to Node or to Electron', () => {
    // Output of the bundler: one statement a line, and comments are indented or starred.
    const statement = /^(?:import|export)\b[^'";]*["']([^"']+)["'];?$/gm;
    const wrong: string[] = [];
    for (const [path, text] of release) {
      if (!path.startsWith(join(out, 'main'))) continue;
      for (const [, specifier = ''] of text.matchAll(statement)) {
        if (specifier.startsWith('node:') || /^electron(\/|$)/.test(specifier)) continue;
        if (!specifier.startsWith('.') || !existsSync(join(path, '..', specifier))) wrong.push(`${path}: ${specifier}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('has a preload script that needs electron alone', () => {
    const preload = release.get(join(out, 'preload/index.cjs')) ?? '';
    const required = [...preload.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name);
    expect(required).toEqual(['electron']);
    // zod would make it many times as large.
    expect(preload.length).toBeLessThan(10_000);
  });

  test('has a page without anything inline, as the content security policy demands', () => {
    const page = release.get(join(out, 'renderer/index.html')) ?? '';
    expect(page).toMatch(/<script[^>]* src="\.\/assets\//);
    expect(page).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/);
  });

  test('paints its first frame without the program, which main knows when it is asked for it', () => {
    const page = release.get(join(out, 'renderer/index.html')) ?? '';
    const linked = [...page.matchAll(/<(?:script|link) [^>]*(?:src|href)="([^"]+)"/g)].map(([, file = '']) =>
      join(out, 'renderer', file),
    );
    const before = linked.map((file) => release.get(file)?.length ?? Number.NaN);
    expect(before).toHaveLength(2);
    expect(before.reduce((sum, size) => sum + size, 0)).toBeLessThan(10_000);
    // Not after the page is parsed, which would be before its first frame.
    expect(page).toMatch(/<script [^>]*async[ =>]/);
    const programs = [...release].filter(
      ([file, text]) => file.startsWith(join(out, 'renderer')) && text.includes('.createRoot)('),
    );
    expect(programs.map(([file]) => isProgram(`${APP_ORIGIN}/assets/${basename(file)}`))).toEqual([true]);
    expect([...release.keys()].filter((file) => isProgram(file.replaceAll(sep, '/')))).toHaveLength(1);
  });

  test('opens its window before most of main is loaded', () => {
    const importsOf = (file: string) =>
      [...(release.get(file) ?? '').matchAll(/(?:from|import) ?["'`](\.\/[^"'`]+)["'`]/g)].map(([, name = '']) =>
        join(out, 'main', name),
      );
    const start = [...release.keys()].find((file) => /main\/start-[\w-]+\.js$/.test(file)) ?? '';
    const loaded = new Set([start]);
    for (const file of loaded) for (const next of importsOf(file)) loaded.add(next);
    const size = [...loaded].reduce((sum, file) => sum + (release.get(file)?.length ?? 0), 0);
    expect(size).toBeGreaterThan(10_000);
    expect(size).toBeLessThan(25_000);
  });

  test('stays within its budget, in bytes, and begins without what is wanted later', async () => {
    const sizeOf = (part: string) =>
      [...release].filter(([path]) => path.startsWith(join(out, part))).reduce((sum, [, text]) => sum + text.length, 0);
    expect(sizeOf('main')).toBeLessThan(2_000_000);
    expect(sizeOf('renderer')).toBeLessThan(1_400_000);
    // What brings updates is loaded half a minute after the start, and only where the app brings its own.
    const updaters = mentioning(release, /x-user-staging-id/);
    expect(updaters).toEqual([expect.stringMatching(/electron-updater/)]);
    const name = updaters[0]?.split('/').at(-1) ?? '';
    const importing = [...release].filter(([, text]) => new RegExp(`(?:from|import) ?["'][^"']*${name}`).test(text));
    expect(importing.map(([path]) => path)).toEqual([]);
  });

  test('has each language once, in a file that is read when it is the one to speak', () => {
    const files = new Set(readdirSync(join(out, 'words')));
    expect(files).toEqual(new Set(translatedLanguages.map((code) => `${code}.json`)));
    for (const code of translatedLanguages) {
      const written: Readonly<Record<string, string>> = JSON.parse(
        readFileSync(join(root, `preload/words/${code}.json`), 'utf8'),
      );
      const text = readFileSync(join(out, 'words', `${code}.json`), 'utf8');
      const built: Readonly<Record<string, unknown>> = JSON.parse(text);
      expect(Object.keys(built)).toEqual(Object.keys(written));
      // What is put in is found when the program is built: there is no parser in it.
      expect(Object.values(built).filter((message) => typeof message === 'string' && /[{<]/.test(message))).toEqual([]);
      expect(text.length).toBeLessThan(300_000);
      const sentence = Object.values(written).find((each) => each.length > 60 && !/[{<'"]/.test(each)) ?? '';
      expect([...release.values()].some((part) => part.includes(sentence))).toBe(false);
    }
  });

  test('comes with the licence of every package that is in it', () => {
    const packages: readonly { readonly name: string; readonly version: string }[] = JSON.parse(
      readFileSync(join(out, 'packages.json'), 'utf8'),
    );
    const names = packages.map(({ name }) => name);
    for (const name of ['react', 'zod', 'electron-updater', '@peculiar/x509']) expect(names).toContain(name);
    const lines = new Set(readFileSync(join(out, 'main/LICENSES.txt'), 'utf8').split('\n'));
    expect(packages.filter(({ name, version }) => !lines.has(`${name} ${version}`))).toEqual([]);
  });

  test('has a command line program that runs outside the source tree, on Node alone', async () => {
    const cli = join(out, 'main/cli.js');
    expect(release.get(cli)).toMatch(/^#!\/usr\/bin\/env node\n/);
    const { stdout } = await promisify(execFile)(process.execPath, [cli, '--help'], { cwd: tmpdir() });
    expect(stdout).toMatch(/^Usage: adit COMMAND$/m);
  });
});
