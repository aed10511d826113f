import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateFiles, makeCertificate, opensslFingerprint } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { forward, startGreeter, startSlammer, startTcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';

describe('adit probe', () => {
  let cli: Cli;
  beforeAll(async () => {
    cli = await buildCli();
  });
  afterAll(() => cli?.[Symbol.asyncDispose]());

  describe('of a stunnel server', { skip: !hasTool('stunnel') || !hasTool('openssl') }, () => {
    let directory: TemporaryDirectory;
    let files: CertificateFiles;
    let stunnel: Stunnel;
    beforeAll(async () => {
      directory = await temporaryDirectory();
      files = await makeCertificate(directory.path, 'server', {
        commonName: 'tunnel.example',
        names: ['tunnel.example', '127.0.0.1'],
      });
      stunnel = await startStunnel({ connect: await freePort(), certificate: files.certificate, key: files.key });
    });
    afterAll(async () => {
      await stunnel?.close();
      await directory?.close();
    });

    it('shows the certificate that openssl sees', async () => {
      const { code, stdout } = await cli.run(['probe', `127.0.0.1:${stunnel.port}`]);
      expect(code).toBe(0);
      expect(stdout).toContain(await opensslFingerprint(files.certificate));
      expect(stdout).toMatch(/protocol +TLS 1\.3/);
      expect(stdout).toMatch(/subject +CN=tunnel\.example/);
      expect(stdout).toMatch(/names +tunnel\.example, 127\.0\.0\.1/);
      expect(stdout).toMatch(/issuer +itself \(self-signed\)/);
      expect(stdout).toMatch(/handshake +\d+ ms/);
      expect(stdout).toMatch(/the system does not trust it/);
    });

    it('prints the same as JSON', async () => {
      const { code, stdout } = await cli.run(['probe', `127.0.0.1:${stunnel.port}`, '--json']);
      const certificate = new X509Certificate(files.pem);
      expect(code).toBe(0);
      const result = JSON.parse(stdout);
      expect(result).toMatchObject({
        ok: true,
        reached: { address: '127.0.0.1', port: stunnel.port, protocol: 'TLSv1.3' },
        chain: [{ sha256: certificate.fingerprint256, selfSigned: true, names: ['tunnel.example', '127.0.0.1'] }],
        systemTrusts: false,
        error: { kind: 'cert-untrusted' },
      });
      expect(Date.parse(result.chain[0].validTo)).toBe(Date.parse(certificate.validTo));
    });
  });

  it('goes through the proxy that the environment or the line names', { skip: !hasTool('stunnel') }, async () => {
    const directory = await temporaryDirectory();
    const files = await makeCertificate(directory.path, 'server', { commonName: 'tunnel.example' });
    await using stunnel = await startStunnel({ connect: 1, certificate: files.certificate, key: files.key });
    const asked: string[] = [];
    await using proxy = await startTcpService((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', (head) => {
        asked.push(String(head).split('\r\n')[0] ?? '');
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        forward(socket, stunnel.port);
      });
    });
    const url = `http://127.0.0.1:${proxy.port}`;
    const line = ['probe', `tunnel.invalid:${stunnel.port}`, '--proxy'];
    expect((await cli.run([...line, url])).code).toBe(0);
    expect((await cli.run([...line, 'system'], '', { https_proxy: url, no_proxy: '' })).code).toBe(0);
    expect(asked.length).toBeGreaterThanOrEqual(2);
    expect(new Set(asked)).toEqual(new Set([`CONNECT tunnel.invalid:${stunnel.port} HTTP/1.1`]));
    const straight = await cli.run([...line, 'system'], '', { https_proxy: url, no_proxy: 'invalid' });
    expect([straight.code, straight.stderr]).toEqual([1, expect.stringContaining('tunnel.invalid')]);
    await directory.close();
  });

  it.each([
    ['a server that does not speak TLS', () => startGreeter('220 mail.example ready\r\n'), 'not-tls'],
    ['a server that closes at once', () => startSlammer(), 'service-closed'],
  ])('says what is wrong with %s', async (_what, start, kind) => {
    await using service = await start();
    const address = `127.0.0.1:${service.port}`;
    const plain = await cli.run(['probe', address]);
    expect(plain.code).toBe(1);
    expect(plain.stdout).toBe('');
    expect(plain.stderr).toContain(address);
    const { code, stdout } = await cli.run(['probe', address, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, reached: null, chain: [], error: { kind } });
  });

  /** Says this at once, or when it is spoken to. */
  const greets = (says: string | Uint8Array) => () => startTcpService((socket) => void socket.write(says));
  const answers = (says: string | Uint8Array, to: RegExp) => () =>
    startTcpService((socket) => {
      socket.on('data', (asked) => socket.end(to.test(asked.toString('hex')) ? says : ''));
    });
  const mysql = Buffer.from('\x20\0\0\0\n8.0.36\0\x08\0\0\0abcdefgh\0\xff\xf7\xff\x02\0\xff', 'latin1');
  const startedTls = Buffer.from('300c02010178070a010004000400', 'hex');

  it.each([
    ['smtp', greets('220 mx.example.org ESMTP Postfix\r\n'), /a mail server \(SMTP\)[\s\S]*protocol = smtp/],
    ['imap', greets('* OK IMAP4rev1 ready\r\n'), /a mail server \(IMAP\)[\s\S]*protocol = imap/],
    ['ssh', greets('SSH-2.0-OpenSSH_9.2\r\n'), /an SSH server[\s\S]*without stunnel in front/],
    ['mysql', greets(mysql), /MySQL or MariaDB[\s\S]*without stunnel in front/],
    ['http', answers('HTTP/1.1 400 Bad Request\r\n\r\n', /./), /a web server or HTTP proxy/],
    ['redis', answers('-ERR unknown command\r\n', /^48454144/), /Redis/],
    ['pgsql', answers('S', /^0000000804d2162f$/), /PostgreSQL[\s\S]*protocol = pgsql/],
    ['ldap', answers(startedTls, /^301d02010177188016/), /a directory \(LDAP\)[\s\S]*protocol = ldap/],
  ])('recognises a service without TLS by its words: %s', async (service, start, sentence) => {
    await using server = await start();
    const address = `127.0.0.1:${server.port}`;
    const { code, stderr } = await cli.run(['probe', address]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(sentence)]);
    const { stdout } = await cli.run(['probe', address, '--json']);
    expect(JSON.parse(stdout).error).toEqual({ kind: 'not-tls', host: '127.0.0.1', port: server.port, service });
  });

  it('claims nothing of a service whose words prove nothing', async () => {
    await using server = await greets('welcome to my server\r\n')();
    const { stdout } = await cli.run(['probe', `127.0.0.1:${server.port}`, '--json']);
    expect(JSON.parse(stdout).error).toEqual({ kind: 'not-tls', host: '127.0.0.1', port: server.port });
  });

  it('says that nobody listens, and that a name does not resolve', async () => {
    const refused = await cli.run(['probe', `127.0.0.1:${await freePort()}`]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/refused the connection/);
    const unknown = await cli.run(['probe', 'does-not-exist.invalid:443']);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toMatch(/does-not-exist\.invalid could not be resolved/);
  });
});
