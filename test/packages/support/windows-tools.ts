/**
 * What electron-builder makes Windows' packages with, of Debian's parts: its own makensis, Wine with 64 bits alone, and
 * plug-ins of installers that do nothing, in the place of those that only electron-builder's download host has.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from '../../../build/outputs.ts';
import { execute, requireTool } from '../../peers/tools.ts';
import { fuseWire, type StandIn, standInTexts } from './stand-in.ts';

/** Besides makensis: an assembler and a linker, no compiler. */
export const windowsTools = [
  'wine64',
  'wineserver',
  'makensis',
  '7za',
  'x86_64-w64-mingw32-as',
  'x86_64-w64-mingw32-ld',
  'x86_64-w64-mingw32-dlltool',
  'x86_64-w64-mingw32-windres',
] as const;

const mingw = (name: 'as' | 'ld' | 'dlltool' | 'windres', cwd: string, ...line: readonly string[]) =>
  execute(`x86_64-w64-mingw32-${name}`, [...line], { cwd });

/** Writes its command line to standard output, and ends with 7: a program without a console, as Adit’s is. */
const program = `
.text
.globl start
start:
  subq $56, %rsp
  call GetCommandLineA
  movq %rax, %rbx
  movq %rax, %rcx
  call lstrlenA
  movl %eax, %edi
  movl $-11, %ecx
  call GetStdHandle
  movq %rax, %rcx
  movq %rbx, %rdx
  movl %edi, %r8d
  leaq 48(%rsp), %r9
  movq $0, 32(%rsp)
  call WriteFile
  movl $7, %ecx
  call ExitProcess
.data
.incbin "fuses"
`;
const imports = ['GetCommandLineA', 'lstrlenA', 'GetStdHandle', 'WriteFile', 'ExitProcess'];

/** electron-builder writes its own into what is there. */
const version = `1 VERSIONINFO
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904b0"
    BEGIN
      VALUE "ProductName", "Electron"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
`;

export async function windowsStandIn(directory: string): Promise<StandIn> {
  const work = `${directory}-work`;
  for (const folder of [work, join(directory, 'locales'), join(directory, 'resources')]) {
    await mkdir(folder, { recursive: true });
  }
  await writeFile(join(work, 'fuses'), fuseWire());
  await writeFile(join(work, 'main.s'), program);
  await writeFile(join(work, 'kernel32.def'), ['LIBRARY kernel32.dll', 'EXPORTS', ...imports, ''].join('\n'));
  await writeFile(join(work, 'version.rc'), version);
  await mingw('as', work, 'main.s', '-o', 'main.o');
  // It would ask a C compiler to preprocess.
  await mingw('windres', work, '--preprocessor=cat', 'version.rc', '-O', 'coff', '-o', 'version.o');
  await mingw('dlltool', work, '-d', 'kernel32.def', '-l', 'kernel32.a');
  const executable = join(directory, 'electron.exe');
  const line = ['--subsystem', 'windows', '-s', '-e', 'start', '-o', executable];
  await mingw('ld', work, ...line, 'main.o', 'version.o', 'kernel32.a');
  for (const [name, text] of Object.entries(standInTexts)) await writeFile(join(directory, name), text);
  for (const name of ['resources.pak', 'icudtl.dat', 'ffmpeg.dll', 'locales/en-US.pak', 'locales/de.pak']) {
    await writeFile(join(directory, name), name);
  }
  return { directory, version: standInTexts.version };
}

/** The functions of StdUtils that the scripts name; of the others few are used. */
function pluginFunctions(): Readonly<Record<string, readonly string[]>> {
  const script = join(root, 'node_modules/app-builder-lib/templates/nsis/include/StdUtils.nsh');
  const named = readFileSync(script, 'utf8').matchAll(/StdUtils::(\w+)/g);
  return {
    StdUtils: [...new Set([...named].map(([, name = '']) => name))],
    nsProcess: ['_FindProcess', '_KillProcess', '_CloseProcess', '_Unload'],
    UAC: ['_'],
    WinShell: ['SetLnkAUMI', 'UninstShortcut', 'UninstAppUserModelId'],
    Nsis7z: ['Extract', 'ExtractWithDetails', 'ExtractWithCallback'],
    nsisunz: ['Unzip', 'UnzipToLog', 'UnzipToStack'],
    SpiderBanner: ['Show', 'Destroy'],
  };
}

/** Leaves what it is given where it is: what was asked comes back as the answer. */
async function makePlugin(work: string, folder: string, name: string, functions: readonly string[]): Promise<void> {
  const code = [
    '.text',
    '.globl DllMain',
    'DllMain: movl $1, %eax',
    ' ret',
    '.globl stub',
    'stub: xorl %eax, %eax',
    ' ret',
  ];
  await writeFile(join(work, `${name}.s`), `${code.join('\n')}\n`);
  const exported = functions.map((each) => `  ${each} = stub`);
  await writeFile(join(work, `${name}.def`), [`LIBRARY ${name}.dll`, 'EXPORTS', ...exported, ''].join('\n'));
  await mingw('as', work, `${name}.s`, '-o', `${name}.o`);
  await mingw('dlltool', work, '-d', `${name}.def`, '-e', `${name}.exp`, '-D', `${name}.dll`);
  const file = join(folder, `${name}.dll`);
  await mingw('ld', work, '-shared', '-e', 'DllMain', '-o', file, `${name}.o`, `${name}.exp`);
}

function script(file: string, ...lines: readonly string[]): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${lines.join('\n')}\n`, { mode: 0o755 });
}

/** Environment variables for electron-builder. `wineEnv`: Wine's. */
export async function windowsPackers(folder: string, wineEnv: NodeJS.ProcessEnv): Promise<NodeJS.ProcessEnv> {
  const work = join(folder, 'work');
  const plugins = join(folder, 'resources/plugins/x86-unicode');
  const ours = join(folder, 'plugins');
  for (const place of [work, plugins, ours]) await mkdir(place, { recursive: true });
  for (const [name, functions] of Object.entries(pluginFunctions())) await makePlugin(work, ours, name, functions);
  // Debian's Wine runs no programs of 32 bits, which installers usually are.
  script(
    join(folder, 'nsis/makensis'),
    `exec '${requireTool('makensis')}' '-XTarget amd64-unicode' '-X!addplugindir /amd64-unicode "${ours}"' "$@"`,
  );
  await writeFile(join(folder, 'nsis/elevate.exe'), 'MZ');
  const assignments = Object.entries(wineEnv).map(([name, value]) => `export ${name}='${value}'`);
  script(join(folder, 'bin/wine'), ...assignments, `exec '${requireTool('wine64')}' "$@"`);
  return {
    ELECTRON_BUILDER_NSIS_DIR: join(folder, 'nsis'),
    ELECTRON_BUILDER_NSIS_RESOURCES_DIR: join(folder, 'resources'),
    ELECTRON_BUILDER_7ZIP_PATH: requireTool('7za'),
    USE_SYSTEM_WINE: 'true',
    PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
  };
}

/** Names of all files below a folder, with slashes. Wine’s folders have links to this system in them, which are not followed. */
export const filesBelow = (folder: string): readonly string[] =>
  execFileSync('find', [folder, '!', '-type', 'd', '-printf', '%P\\n'], { encoding: 'utf8', maxBuffer: 2 ** 26 })
    .split('\n')
    .filter((name) => name !== '')
    .toSorted();
