/** What a real stunnel logs when something is wrong, at both ends, is read as what it is. */
import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLog } from '../../main/diagnose/log/read-log.ts';
import type { CertificateFiles } from '../peers/certificates.ts';
import { freePort } from '../peers/free-port.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startEcho, type TcpService } from '../peers/tcp.ts';
import { hasTool, requireTool } from '../peers/tools.ts';
import { type Certificates, expired, makeCertificates } from './certificates.ts';

interface Given extends Certificates {
  readonly other: CertificateFiles;
  readonly old: CertificateFiles;
  readonly echo: TcpService;
}

interface Pair {
  readonly name: string;
  /** Lines of the server's section, and of the client's. */
  readonly server: (given: Given) => string;
  readonly client: (given: Given) => string;
  readonly shows?: (given: Given) => CertificateFiles;
  /** What is read of each log; null: nothing has to be. */
  readonly says: readonly [server: string | null, client: string | null];
}

const nothing = () => '';
const psk = (file: string) => (given: Given) =>
  `ciphers = PSK\nsslVersion = TLSv1.2\nPSKsecrets = ${path.join(given.directory, file)}`;

const pairs: readonly Pair[] = [
  {
    name: 'a client certificate is demanded, and there is none',
    server: ({ authority }) => `verifyChain = yes\nCAfile = ${authority.certificate}`,
    client: nothing,
    says: ['no-client-certificate', null],
  },
  {
    name: 'a client certificate of nobody',
    server: ({ authority }) => `verifyChain = yes\nCAfile = ${authority.certificate}`,
    // With TLS 1.3 the server refuses after the client's handshake is over, and a reset may overtake the alert.
    client: ({ other }) => `sslVersion = TLSv1.2\ncert = ${other.certificate}\nkey = ${other.key}`,
    says: ['certificate-rejected', 'alert-certificate'],
  },
  {
    name: 'the client does not know the server’s authority',
    server: nothing,
    client: ({ authority }) => `verifyChain = yes\nCAfile = ${authority.certificate}`,
    says: ['alert-certificate', 'certificate-rejected'],
  },
  {
    name: 'the client wants another name',
    server: nothing,
    client: ({ server }) => `verifyChain = yes\nCAfile = ${server.certificate}\ncheckHost = nowhere.test`,
    says: ['alert-internal', 'certificate-name'],
  },
  {
    name: 'the server’s certificate has expired',
    server: nothing,
    client: ({ old }) => `verifyPeer = yes\nCAfile = ${old.certificate}`,
    shows: ({ old }) => old,
    says: ['alert-certificate', 'certificate-rejected'],
  },
  {
    name: 'no version in common',
    server: () => 'sslVersion = TLSv1.3',
    client: () => 'sslVersion = TLSv1.2',
    says: ['tls-version', 'tls-version'],
  },
  {
    name: 'no cipher in common',
    server: () => 'sslVersion = TLSv1.2\nciphers = ECDHE-ECDSA-AES256-GCM-SHA384',
    client: () => 'sslVersion = TLSv1.2\nciphers = ECDHE-RSA-AES128-GCM-SHA256',
    says: ['no-shared-cipher', 'no-shared-cipher'],
  },
  {
    name: 'an identity that is not known',
    server: psk('known.txt'),
    client: psk('other.txt'),
    says: ['psk-identity', 'psk-identity'],
  },
  { name: 'a key that is another', server: psk('known.txt'), client: psk('wrong.txt'), says: ['psk-key', 'psk-key'] },
];

interface Refused {
  readonly name: string;
  readonly kind: string;
  readonly lines: (given: Given) => string;
  readonly accept?: string;
}

const own = ({ server }: Given) => `cert = ${server.certificate}\nkey = ${server.key}`;

const refused: readonly Refused[] = [
  {
    name: 'a key of another certificate',
    kind: 'key-mismatch',
    lines: ({ server, other }) => `cert = ${server.certificate}\nkey = ${other.key}`,
  },
  { name: 'a file that is not there', kind: 'file-missing', lines: () => 'cert = /nowhere.pem' },
  { name: 'no certificate', kind: 'no-certificate', lines: nothing },
  { name: 'an option that does not exist', kind: 'configuration', lines: () => 'foo = 1' },
  { name: 'an address of another computer', kind: 'bind-address', lines: own, accept: '192.0.2.9:444' },
];

const kindsOf = (log: string) => readLog(log).findings.map(({ kind }) => kind);

/** A program that says something, and stays until the log has what came of it. */
async function use({ port, logged }: Stunnel, until = /Connection (?:closed|reset)/, text = 'hello, who is there?\n') {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(text);
  await logged(until, 60_000);
  socket.destroy();
}

describe.skipIf(!hasTool('stunnel') || !hasTool('openssl'))('what stunnel logs', () => {
  let given: Given;
  beforeAll(async () => {
    const made = await makeCertificates();
    const other = await made.make('other', { commonName: 'other.test' });
    const old = await made.make('old', { commonName: 'tunnel.test', ...expired });
    given = { ...made, other, old, echo: await startEcho() };
    const key = '00112233445566778899aabbccddeeff';
    const secrets = {
      'known.txt': `known:${key}`,
      'other.txt': `other:${key}`,
      'wrong.txt': `known:ff${key.slice(2)}`,
    };
    for (const [name, line] of Object.entries(secrets)) {
      await writeFile(path.join(made.directory, name), `${line}\n`, { mode: 0o600 });
    }
  });
  afterAll(async () => {
    await given.echo.close();
    await given[Symbol.asyncDispose]();
  });

  it.concurrent.each(pairs)('$name', async ({ server: serverLines, client: clientLines, shows, says }) => {
    const { certificate, key } = shows?.(given) ?? given.server;
    const { port } = given.echo;
    await using server = await startStunnel({ connect: port, certificate, key, extra: serverLines(given) });
    await using client = await startStunnel({ connect: server.port, extra: `client = yes\n${clientLines(given)}` });
    await use(client);
    await server.logged(/Connection (?:closed|reset)/, 60_000);
    for (const [index, log] of [server.log(), client.log()].entries()) {
      const wanted = says[index];
      if (wanted) expect(kindsOf(log), log).toContain(wanted);
    }
    expect([readLog(server.log()).role, readLog(client.log()).role]).toEqual(['server', 'client']);
  });

  it('a stopped service, a web browser and a stranger at a server’s port', async () => {
    const { certificate, key } = given.server;
    await using server = await startStunnel({ connect: await freePort(), certificate, key });
    await using client = await startStunnel({ connect: server.port, extra: 'client = yes' });
    await use(client);
    await use(server, /http request/, 'GET / HTTP/1.0\r\n\r\n');
    await use(server, /wrong version number/, 'hello hello hello');
    expect(kindsOf(server.log())).toEqual(expect.arrayContaining(['service-refused', 'plain-http', 'not-tls']));
  });

  it('a server that is away, for a client', async () => {
    await using client = await startStunnel({ connect: await freePort(), extra: 'client = yes' });
    await use(client);
    expect(kindsOf(client.log())).toEqual(expect.arrayContaining(['server-refused', 'no-authentication']));
  });

  it.each(refused)('$name: $kind', async ({ kind, lines, accept = '127.0.0.1:0' }) => {
    const file = path.join(given.directory, `${kind}.conf`);
    const text = [
      'foreground = yes',
      'pid =',
      'syslog = no',
      '[a]',
      `accept = ${accept}`,
      'connect = 1',
      lines(given),
      '',
    ];
    await writeFile(file, text.join('\n'));
    const { stderr } = spawnSync(requireTool('stunnel'), [file], { encoding: 'utf8', timeout: 20_000 });
    expect(kindsOf(stderr), stderr).toContain(kind);
  });
});
