/** The program for the window's tests, packed: the e2e build with our configuration, and with the inspector by which they drive it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pack } from '../packages/support/pack.ts';

export interface PackedProgram {
  readonly program: string;
  close(): void;
}

const programIn: Readonly<Partial<Record<NodeJS.Platform, (output: string) => string>>> = {
  darwin: (output) => join(output, process.arch === 'arm64' ? 'mac-arm64' : 'mac', 'Adit.app/Contents/MacOS/Adit'),
  win32: (output) => join(output, process.arch === 'arm64' ? 'win-arm64-unpacked' : 'win-unpacked', 'Adit.exe'),
  linux: (output) => join(output, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked', 'adit'),
};

/** The same parts of the program, of its other build. Pure. */
export function fromEndToEndBuild(files: unknown): readonly unknown[] {
  const named = Array.isArray(files) ? files.map(String) : [];
  const [built, others] = [
    named.filter((one) => one.startsWith('out/')),
    named.filter((one) => !one.startsWith('out/')),
  ];
  return [{ from: 'out/e2e', to: 'out', filter: built.map((one) => one.slice('out/'.length)) }, ...others];
}

export async function packForTests(): Promise<PackedProgram> {
  const find = programIn[process.platform];
  if (find === undefined) throw new Error(`There is no package for ${process.platform}.`);
  const output = mkdtempSync(join(tmpdir(), 'adit-packed-'));
  const close = () => rmSync(output, { recursive: true, force: true });
  try {
    await pack({
      output,
      line: ['--dir', `--${process.arch}`],
      change: (configuration) => ({
        ...configuration,
        files: fromEndToEndBuild(configuration['files']),
        electronFuses: { ...Object(configuration['electronFuses']), enableNodeCliInspectArguments: true },
      }),
    });
  } catch (thrown) {
    close();
    throw thrown;
  }
  return { program: find(output), close };
}
