/** A TLS server that staples an OCSP response: openssl's `s_server`. What it is sent it sends back reversed. */
import type { CertificateFiles } from './certificates.ts';
import { freePort } from './free-port.ts';
import { type RunningProcess, startProcess } from './process.ts';
import { requireTool } from './tools.ts';

export interface StaplingServer extends RunningProcess {
  readonly port: number;
}

/** `response` is a file of DER, null for none; `issuers` a PEM file. */
export async function startStapling(
  leaf: CertificateFiles,
  issuers: string,
  response: string | null,
  ...options: readonly string[]
): Promise<StaplingServer> {
  const port = await freePort();
  const server = await startProcess({
    command: requireTool('openssl'),
    args: [
      ...['s_server', '-accept', `127.0.0.1:${port}`, '-cert', leaf.certificate, '-key', leaf.key],
      ...['-cert_chain', issuers, '-rev', ...(response === null ? [] : ['-status_file', response]), ...options],
    ],
    ready: /ACCEPT/,
  });
  return { ...server, port };
}
