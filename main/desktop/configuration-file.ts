/** Reads a configuration that a person chose or opened. */
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Result } from '../../preload/contract.ts';
import { failure, success } from '../state/result.ts';

/** stunnel.conf files are a few KiB; what is larger was chosen by mistake. */
const MAX_BYTES = 1_048_576;

export interface ConfigurationText {
  readonly name: string;
  readonly text: string;
}

export async function readConfigurationFile(path: string): Promise<Result<ConfigurationText>> {
  const name = basename(path);
  try {
    const file = await open(path, 'r');
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return notAFile(name);
      if (stat.size > MAX_BYTES) return tooLarge(name);
      return success({ name, text: decode(await file.readFile()) });
    } finally {
      await file.close();
    }
  } catch (thrown) {
    return cannotRead(name, (thrown as NodeJS.ErrnoException).code ?? 'unknown error');
  }
}

/** Windows editors write UTF-16 with a mark; everything else is UTF-8 or close enough to read. */
function decode(bytes: Buffer): string {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { ignoreBOM: false }).decode(bytes);
}

const notAFile = (name: string) =>
  failure('import', {
    what: `${name} is not a file.`,
    why: 'A folder or a device was chosen.',
    next: 'Choose the stunnel.conf of the server.',
  });

const tooLarge = (name: string) =>
  failure('import', {
    what: `${name} is larger than 1 MiB.`,
    why: 'A stunnel configuration is a small text file.',
    next: 'Choose the stunnel.conf of the server.',
  });

const cannotRead = (name: string, code: string) =>
  failure('import', {
    what: `${name} could not be read.`,
    why: code === 'ENOENT' ? 'It does not exist.' : `The system refused it (${code}).`,
    next: 'Check the file and its permissions, then open it again.',
  });
