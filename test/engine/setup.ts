/** What most tests of the engine begin with: the engine, built for both runtimes, and a server's certificate. */
import { afterAll, beforeAll } from 'vitest';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { buildChild } from './runtimes.ts';

export interface Prepared {
  /** For the test file's own files; removed after its tests. */
  readonly directory: TemporaryDirectory;
  /** The engine, for `startEngine`. */
  readonly child: Awaited<ReturnType<typeof buildChild>>;
  readonly certificate: CertificateFiles;
}

/** Prepares before the tests of the file, and cleans up after them. Its parts are there once the first test begins. */
export function prepared(): Prepared {
  let ready: Prepared | null = null;
  beforeAll(async () => {
    const directory = await temporaryDirectory();
    const [child, certificate] = await Promise.all([
      buildChild(),
      makeCertificate(directory.path, 'server', { commonName: 'tunnel.test' }),
    ]);
    ready = { directory, child, certificate };
  });
  afterAll(async () => {
    await ready?.child.close();
    await ready?.directory.close();
  });
  const now = (): Prepared => {
    if (ready === null) throw new Error('asked for before the tests began');
    return ready;
  };
  return {
    get directory() {
      return now().directory;
    },
    get child() {
      return now().child;
    },
    get certificate() {
      return now().certificate;
    },
  };
}
