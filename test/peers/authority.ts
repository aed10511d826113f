/** A certificate authority that revokes: openssl's `ca`, its lists, and its OCSP responder. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { CertificateFiles } from './certificates.ts';
import { makeCertificate } from './certificates.ts';
import { execute, requireTool } from './tools.ts';

export interface Authority extends CertificateFiles {
  readonly directory: string;
  readonly name: string;
}

const run = (args: readonly string[]) => execute(requireTool('openssl'), [...args]);

/** Self-signed without an issuer. */
export async function makeAuthority(
  place: string,
  name: string,
  issuer?: Authority,
  extensions = ['keyUsage = critical, keyCertSign, cRLSign'],
): Promise<Authority> {
  const directory = path.join(place, `authority-${name}`);
  await mkdir(directory);
  const files = await makeCertificate(directory, 'ca', {
    commonName: `Adit test ${name}`,
    authority: true,
    extensions,
    ...(issuer === undefined ? {} : { issuer }),
  });
  const lines = ['[ca]', 'default_ca = a', '[a]', `database = ${path.join(directory, 'index')}`, 'default_md = sha256'];
  await writeFile(path.join(directory, 'index'), '');
  await writeFile(
    path.join(directory, 'ca.cnf'),
    [
      ...lines,
      'default_crl_days = 1',
      'unique_subject = no',
      'crl_extensions = x',
      '[x]',
      'authorityKeyIdentifier = keyid',
      '',
    ].join('\n'),
  );
  return { ...files, directory, name };
}

const own = ({ directory, certificate, key }: Authority) => [
  ...['ca', '-config', path.join(directory, 'ca.cnf'), '-cert', certificate, '-keyfile', key],
];

/** From now on the authority's lists and responses say so. */
export async function revoke(authority: Authority, certificate: CertificateFiles): Promise<void> {
  await run([...own(authority), '-revoke', certificate.certificate]);
}

/** The responder answers for these only; it does not know others. */
export async function register(authority: Authority, certificate: CertificateFiles): Promise<void> {
  await run([...own(authority), '-valid', certificate.certificate]);
}

/** Writes the authority's list as it is now. */
export async function writeList(authority: Authority, file: string, ...options: readonly string[]): Promise<void> {
  await run([...own(authority), '-gencrl', ...options, '-out', file]);
}

/** The name that OpenSSL's folders give a list: `HASH.rN`. */
export async function hashedListName(list: string, number = 0): Promise<string> {
  const { stdout } = await run(['crl', '-in', list, '-noout', '-hash']);
  return `${stdout.trim()}.r${number}`;
}

export interface Signer {
  readonly authority: Authority;
  /** Who signs; the authority itself by default. */
  readonly signer?: CertificateFiles;
}

/** `file` is what `openssl ocsp` says of the certificate, as DER. */
export async function writeResponse(
  { authority, signer = authority }: Signer,
  certificate: CertificateFiles,
  file: string,
  ...options: readonly string[]
): Promise<void> {
  await run([
    ...['ocsp', '-index', path.join(authority.directory, 'index'), '-CA', authority.certificate],
    ...['-rsigner', signer.certificate, '-rkey', signer.key, '-issuer', authority.certificate],
    ...['-cert', certificate.certificate, '-respout', file, '-noverify'],
    ...(options.length === 0 ? ['-ndays', '1'] : options),
  ]);
}

export interface Responder extends AsyncDisposable {
  readonly url: string;
  readonly asked: () => number;
  close(): Promise<void>;
}

export type Answer = (request: Buffer) => Promise<Buffer>;

/** What `openssl ocsp` answers to a request, with its nonce. */
export function answerOf({ authority, signer = authority }: Signer, ...options: readonly string[]): Answer {
  let count = 0;
  return async (request) => {
    count += 1;
    const file = (name: string) => path.join(authority.directory, `${count}.${name}.der`);
    await writeFile(file('request'), request);
    await run([
      ...['ocsp', '-index', path.join(authority.directory, 'index'), '-CA', authority.certificate],
      ...['-rsigner', signer.certificate, '-rkey', signer.key, '-reqin', file('request'), '-respout', file('response')],
      ...(options.length === 0 ? ['-ndays', '1'] : options),
    ]);
    return readFile(file('response'));
  };
}

/**
 * A responder on a free port of 127.0.0.1. openssl's own would listen on all interfaces, so HTTP is spoken here and openssl
 * makes the answers. `answer` null: it takes questions and says nothing.
 */
export async function startResponder(answer: Answer | null, status = 200): Promise<Responder> {
  let asked = 0;
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    asked += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (answer === null) return;
    const body = await answer(Buffer.concat(chunks));
    response.writeHead(status, { 'Content-Type': 'application/ocsp-response', Location: 'http://127.0.0.1:1/' });
    response.end(body);
  };
  const server = createServer((request, response) => void handle(request, response).catch(() => response.destroy()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, asked: () => asked, close, [Symbol.asyncDispose]: close };
}
