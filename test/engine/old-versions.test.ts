/** TLS versions that a client's file leaves open are not used, whatever the TLS library would still speak. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientSpecification } from '../../main/cli/literal/client-specification.ts';
import { parse } from '../../main/conf/parse.ts';
import { servicesOf } from '../../main/conf/services.ts';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startEcho, type TcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { buildChild, runtimes, startEngine } from './runtimes.ts';
import { errorOf, isBlocked, isReachable, isUnreachable } from './specification.ts';

let directory: TemporaryDirectory;
let child: Awaited<ReturnType<typeof buildChild>>;
let certificate: CertificateFiles;
let echo: TcpService;
let old: Stunnel;

describe.skipIf(!hasTool('stunnel'))('a server that speaks TLS 1.1 only', () => {
  beforeAll(async () => {
    directory = await temporaryDirectory();
    [child, certificate, echo] = await Promise.all([
      buildChild(),
      makeCertificate(directory.path, 'server', { commonName: 'tunnel.test' }),
      startEcho(),
    ]);
    old = await startStunnel({
      connect: echo.port,
      certificate: certificate.certificate,
      key: certificate.key,
      extra: 'sslVersion = TLSv1.1\nsecurityLevel = 0',
    });
  });

  afterAll(async () => {
    await old.close();
    await echo.close();
    await child.close();
    await directory.close();
  });

  const specify = (lines: string) => {
    const text = `[tunnel]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 127.0.0.1:${old.port}\n${lines}\n`;
    const [service] = servicesOf(parse(text)).services;
    const files = { read: () => null };
    const result = service && clientSpecification(service, { id: 'tunnel', directory: directory.path, files });
    if (!result?.ok) throw new Error(result?.problem ?? 'no service');
    return result.specification;
  };

  const open = ['', 'options = NO_SSLv3', 'options = NO_TLSv1', 'sslVersion = all\noptions = NO_TLSv1'];

  describe.each(runtimes)('on $name', (runtime) => {
    const status = async (lines: string) => {
      await using running = await startEngine(runtime, child.file);
      running.engine.start(specify(lines));
      return await running.until('tunnel', (each) => isReachable(each) || isUnreachable(each) || isBlocked(each));
    };

    it.skipIf(runtime.executable === null).each(open)('is not reached with %j', async (lines) => {
      expect(errorOf(await status(lines))).toMatchObject({ kind: 'protocol-version' });
    });

    // OpenSSL refuses the signatures of TLS 1.1 at any but the lowest security level.
    it.skipIf(runtime.executable === null)('is reached when the file names the old version', async () => {
      const known = await status('sslVersionMin = TLSv1\nsecurityLevel = 0\nciphers = ALL:@SECLEVEL=0');
      expect(known).toMatchObject({ kind: 'on', server: { kind: 'reachable', protocol: 'TLSv1.1' } });
    });
  });

  it.each(open)('is not reached by stunnel with %j either', async (lines) => {
    await using client = await startStunnel({
      connect: old.port,
      service: 'client',
      extra: lines === '' ? 'client = yes' : `client = yes\n${lines}`,
    });
    const answer = await fetch(`http://127.0.0.1:${client.port}/`).catch(() => null);
    expect(answer).toBeNull();
    expect(client.log()).not.toMatch(/ciphersuite:/);
  });
});
