/**
 * Electron's folder for systems and processors that this computer has no runtime for: the layout that is packed, with
 * programs of a few bytes. They have a header that says for which processor they are, and the wire of the fuses.
 */
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';

export type Processor = 'x64' | 'arm64';

export interface StandIn {
  readonly directory: string;
  readonly version: string;
}

const VERSION = '45.5.0';

/** https://github.com/electron/fuses: what fuses are found by, then the version of the wire, its length, and all off. */
export const fuseWire = (): Buffer => {
  const fuses = Object.keys(FuseV1Options).filter((name) => /^\d+$/.test(name));
  return Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, fuses.length]),
    Buffer.from(fuses.map(() => '0').join('')),
  ]);
};

/** elf(5): 64 bits, little-endian, a shared object; e_machine 62 is EM_X86_64, 183 EM_AARCH64. */
function elf(processor: Processor): Buffer {
  const header = Buffer.alloc(64);
  header.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  header.writeUInt16LE(3, 16);
  header.writeUInt16LE(processor === 'arm64' ? 183 : 62, 18);
  return header;
}

/** For which processor a program of Linux is; null: it is no program. */
export function processorOfElf(bytes: Buffer): Processor | 'other' | null {
  if (bytes.length < 20 || bytes.readUInt32BE(0) !== 0x7f454c46) return null;
  return ({ 62: 'x64', 183: 'arm64' } as const)[bytes.readUInt16LE(18)] ?? 'other';
}

/** mach-o/loader.h: MH_MAGIC_64, and the type of the processor with its ABI of 64 bits. */
function machO(processor: Processor): Buffer {
  const header = Buffer.alloc(32);
  header.writeUInt32LE(0xfeedfacf, 0);
  header.writeUInt32LE(processor === 'arm64' ? 0x0100000c : 0x01000007, 4);
  return header;
}

export function processorOfMachO(bytes: Buffer): Processor | 'other' | null {
  if (bytes.length < 8 || bytes.readUInt32LE(0) !== 0xfeedfacf) return null;
  return ({ 16777223: 'x64', 16777228: 'arm64' } as const)[bytes.readUInt32LE(4)] ?? 'other';
}

async function put(file: string, content: string | Buffer, mode = 0o644): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, content);
  await chmod(file, mode);
}

export const standInTexts = {
  version: VERSION,
  LICENSE: 'Electron',
  'LICENSES.chromium.html': '<p>Chromium</p>',
} as const;

export async function linuxStandIn(directory: string, processor: Processor): Promise<StandIn> {
  const program = elf(processor);
  await put(join(directory, 'electron'), Buffer.concat([program, fuseWire()]), 0o755);
  for (const name of ['chrome-sandbox', 'chrome_crashpad_handler', 'libffmpeg.so', 'libEGL.so']) {
    await put(join(directory, name), program, 0o755);
  }
  for (const [name, text] of Object.entries(standInTexts)) await put(join(directory, name), text);
  for (const name of ['resources.pak', 'icudtl.dat', 'locales/en-US.pak', 'locales/de.pak']) {
    await put(join(directory, name), name);
  }
  return { directory, version: VERSION };
}

const plist = (values: Readonly<Record<string, string>>): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0"><dict>',
    ...Object.entries(values).map(([key, value]) => `<key>${key}</key><string>${value}</string>`),
    '</dict></plist>',
    '',
  ].join('\n');

export async function macStandIn(directory: string, processor: Processor): Promise<StandIn> {
  const contents = join(directory, 'Electron.app/Contents');
  const frameworks = join(contents, 'Frameworks');
  const program = machO(processor);
  const bundle = async (folder: string, name: string, id: string) => {
    const values = { CFBundleExecutable: name, CFBundleName: name, CFBundleDisplayName: name, CFBundleIdentifier: id };
    await put(join(folder, 'Info.plist'), plist({ ...values, CFBundlePackageType: 'APPL' }));
    await put(join(folder, 'MacOS', name), program, 0o755);
  };
  await bundle(contents, 'Electron', 'com.github.Electron');
  for (const kind of ['', ' (GPU)', ' (Plugin)', ' (Renderer)']) {
    const name = `Electron Helper${kind}`;
    await bundle(join(frameworks, `${name}.app/Contents`), name, 'com.github.Electron.helper');
  }
  const framework = join(frameworks, 'Electron Framework.framework');
  await put(join(framework, 'Versions/A/Electron Framework'), Buffer.concat([program, fuseWire()]), 0o755);
  await put(join(framework, 'Versions/A/Resources/en.lproj/locale.pak'), '');
  await symlink('A', join(framework, 'Versions/Current'));
  for (const name of ['Electron Framework', 'Resources']) {
    await symlink(join('Versions/Current', name), join(framework, name));
  }
  for (const name of ['en', 'de']) await put(join(contents, 'Resources', `${name}.lproj/locale.pak`), '');
  await put(join(contents, 'Resources/electron.icns'), '');
  for (const [name, text] of Object.entries(standInTexts)) await put(join(directory, name), text);
  return { directory, version: VERSION };
}
