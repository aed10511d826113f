/** The certificate authorities that the operating system trusts. */
import { X509Certificate } from 'node:crypto';
import * as tls from 'node:tls';
import { Worker } from 'node:worker_threads';
import { readNamedFile } from '../disk/named-file.ts';
import { parseCertificates } from './source.ts';

/**
 * Reading the store of macOS can block its thread for a minute (nodejs/node#63313), hence a thread of its own. Plain
 * JavaScript in a string, so that bundlers need not know of it.
 */
const READ_STORE = `
const { parentPort } = require('node:worker_threads');
parentPort.postMessage(require('node:tls').getCACertificates('system'));
`;
const STORE_TIMEOUT_MS = 120_000;

const LINUX_BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** Several times what the list of any system takes. */
const MOST_BYTES = 16 * 1_048_576;

let loaded: Promise<readonly string[]> | null = null;

/**
 * PEM certificates of the authorities the system trusts, expired ones left out. Read once. Where Node cannot read the
 * system's store (before 22.15): Mozilla's list that is compiled into Node, and on Linux OpenSSL's default bundle.
 * Never rejects; a store that cannot be read or is empty leaves Mozilla's list.
 */
export function systemRoots(): Promise<readonly string[]> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<readonly string[]> {
  const found = 'getCACertificates' in tls ? await readStore().catch(() => []) : await readBundle();
  const usable = found.filter((pem) => isUsable(pem, Date.now()));
  return usable.length > 0 ? [...new Set(usable)] : tls.rootCertificates;
}

function readStore(): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(READ_STORE, { eval: true });
    const timer = setTimeout(
      () => finish(() => reject(new Error('the system store does not answer'))),
      STORE_TIMEOUT_MS,
    );
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      void worker.terminate();
      settle();
    };
    worker.once('message', (pems: string[]) => finish(() => resolve(pems)));
    worker.once('error', (error) => finish(() => reject(error)));
  });
}

async function readBundle(): Promise<string[]> {
  const own = process.env['SSL_CERT_FILE'];
  for (const path of process.platform === 'linux' || own ? [...(own ? [own] : []), ...LINUX_BUNDLES] : []) {
    try {
      const bundle = parseCertificates(await readNamedFile(path, MOST_BYTES)).map((certificate) =>
        certificate.toString(),
      );
      return [...bundle, ...tls.rootCertificates];
    } catch {
      // not there, or damaged: the next one
    }
  }
  return [...tls.rootCertificates];
}

function isUsable(pem: string, now: number): boolean {
  try {
    return Date.parse(new X509Certificate(pem).validTo) > now;
  } catch {
    return false;
  }
}
