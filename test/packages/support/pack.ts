/** Packages for tests: made by electron-builder from our configuration, with the tools of this computer. */
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../../build/outputs.ts';
import { findRuntime } from '../../../build/runtime.ts';
import { systemTools } from '../../../build/system-tools/index.ts';
import { execute, hasTool, requireTool } from '../../peers/tools.ts';
import { writeAppImageRuntime } from './appimage-runtime.ts';

type Configuration = Readonly<Record<string, unknown>>;

export interface Packing {
  /** A folder of this packing alone. */
  readonly output: string;
  /** Of electron-builder: `--linux`, and what to make. */
  readonly line: readonly string[];
  readonly version?: string;
  /** Where the packed program looks for newer versions. */
  readonly updateUrl?: string;
  /** Electron's folder; left out, the one of this computer. */
  readonly runtime?: { readonly directory: string; readonly version: string };
  readonly change?: (configuration: Configuration) => Configuration;
  /** More of the environment, before the tools of this computer. */
  readonly env?: NodeJS.ProcessEnv;
}

const record = (value: unknown): Configuration => (typeof value === 'object' && value !== null ? { ...value } : {});

/** Resolves when all is made. Compression is what takes the time, and is nothing of ours: it is left out or kept low. */
export async function pack({
  output,
  line,
  version,
  updateUrl,
  change = (same) => same,
  ...rest
}: Packing): Promise<void> {
  const runtime = rest.runtime ?? (await thisRuntime());
  await mkdir(output, { recursive: true });
  const ours = record(parse(await readFile(join(root, 'electron-builder.yml'), 'utf8')));
  const configuration = change({
    ...ours,
    electronVersion: runtime.version,
    electronDist: runtime.directory,
    compression: 'store',
    directories: { ...record(ours['directories']), output },
    deb: { ...record(ours['deb']), compression: 'gz' },
    rpm: { ...record(ours['rpm']), compression: 'gzip' },
    extraMetadata: { ...record(ours['extraMetadata']), ...(version === undefined ? {} : { version }) },
    publish: updateUrl === undefined ? null : { provider: 'generic', url: updateUrl },
  });
  const file = join(output, 'configuration.json');
  await writeFile(file, JSON.stringify(configuration));
  const builder = join(root, 'node_modules/electron-builder/cli.js');
  await execute(process.execPath, [builder, '--config', file, '--publish', 'never', ...line], {
    cwd: root,
    env: { ...process.env, ...(await tools(join(output, 'tools'))), ...rest.env },
    maxBuffer: 2 ** 26,
  }).catch(({ stdout, stderr }: { stdout: string; stderr: string }) => {
    throw new Error(`electron-builder failed:\n${stdout.slice(-4000)}${stderr.slice(-4000)}`);
  });
}

async function thisRuntime() {
  const found = await findRuntime();
  if (found.kind === 'missing') throw new Error(found.advice.join(' '));
  return found.runtime;
}

async function tools(folder: string): Promise<NodeJS.ProcessEnv> {
  await mkdir(folder, { recursive: true });
  if (!hasTool('mksquashfs') || !hasTool('desktop-file-validate')) return systemTools(folder, null);
  const quick = join(folder, 'mksquashfs');
  await writeFile(quick, `#!/bin/sh\nexec '${requireTool('mksquashfs')}' "$@" -noI -noD -noF -noX\n`);
  await chmod(quick, 0o755);
  process.env['PATH'] = [folder, process.env['PATH']].join(delimiter);
  return systemTools(join(folder, 'ours'), await writeAppImageRuntime(join(folder, 'runtime')));
}
