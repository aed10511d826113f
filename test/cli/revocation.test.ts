/** `adit run` and stunnel with the same file, when certificates may have been revoked. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Authority,
  answerOf,
  hashedListName,
  makeAuthority,
  register,
  revoke,
  startResponder,
  writeList,
  writeResponse,
} from '../peers/authority.ts';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { startProcess } from '../peers/process.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasTool, requireTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';
import { type Session, session } from './support/session.ts';

const ready = /Configuration successful/;
const supported = process.platform !== 'win32' && hasTool('stunnel') && hasTool('openssl');

describe('adit run with revocation lists and OCSP', { skip: !supported }, () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  let root: Authority;
  let good: CertificateFiles;
  let bad: CertificateFiles;
  const at = (name: string) => path.join(directory.path, name);
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
    root = await makeAuthority(directory.path, 'root');
    const make = (name: string) => makeCertificate(directory.path, name, { commonName: name, issuer: root });
    [good, bad] = [await make('good'), await make('bad')];
    await register(root, good);
    await revoke(root, bad);
    await writeList(root, at('list.pem'));
    await mkdir(at('lists'));
    await writeList(root, at(`lists/${await hashedListName(at('list.pem'))}`));
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  /** A client service with its server, and a file for it. */
  async function withServer<Result>(server: CertificateFiles, extra: string, act: (file: string) => Promise<Result>) {
    await using echo = await startEcho();
    await using peer = await startStunnel({ connect: echo.port, certificate: server.certificate, key: server.key });
    const global = ['foreground = yes', 'pid =', 'syslog = no', 'debug = info'];
    const service = ['[tunnel]', 'client = yes', 'accept = 127.0.0.1:0', `connect = 127.0.0.1:${peer.port}`];
    const trust = ['verifyChain = yes', `CAfile = ${root.certificate}`];
    const file = at(`${peer.port}.conf`);
    await writeFile(file, [...global, ...service, ...trust, extra, ''].join('\n'));
    return await act(file);
  }
  const ourSession = async (file: string) => {
    await using running = await cli.start(['run', file], ready);
    return await session(running);
  };
  const theirSession = async (file: string) => {
    await using running = await startProcess({ command: requireTool('stunnel'), args: [file], ready });
    return await session(running);
  };
  const adit = (server: CertificateFiles, extra: string) => withServer(server, extra, ourSession);
  const both = (server: CertificateFiles, extra: string) =>
    withServer(server, extra, async (file) => ({ ours: await ourSession(file), theirs: await theirSession(file) }));

  const saysOfCertificates = ({ lines }: Session) => lines.filter((line) => /CERT/.test(line));

  /** Of stunnel also when something was revoked, and its library's error. */
  const comparable = ({ lines }: Session) => lines.filter((line) => !/Revoked at|SSL_connect/.test(line)).map(renamed);

  /** What stunnel 5.68 calls otherwise than 5.74 and later, as Adit does. */
  const renames: Readonly<Record<string, string>> = {
    'OCSP: Certificate accepted': 'OCSP: Accepted (good)',
    'OCSP: Certificate revoked': 'OCSP: Rejected (revoked)',
  };
  const renamed = (line: string) =>
    Object.entries(renames).reduce((text, [before, now]) => text.replace(before, now), line);

  it.each([
    ['CRLfile', () => `CRLfile = ${at('list.pem')}`],
    ['CRLpath', () => `CRLpath = ${at('lists')}`],
  ])('%s: the same as stunnel does, in the same words', async (_option, extra) => {
    const accepted = await both(good, extra());
    expect(accepted.ours).toEqual(accepted.theirs);
    expect(accepted.ours.answer).toBe('ping');
    const refused = await both(bad, extra());
    expect([refused.ours.answer, refused.theirs.answer]).toEqual(['', '']);
    expect(saysOfCertificates(refused.ours)).toEqual([
      'LOG4[0]: CERT: Pre-verification error: certificate revoked',
      'LOG4[0]: Rejected by CERT at depth=0: CN=bad',
    ]);
    expect(saysOfCertificates(refused.ours)).toEqual(saysOfCertificates(refused.theirs));
  });

  it('CRLfile: a list that has ended refuses, and both say why', async () => {
    const dates = ['-crl_lastupdate', '20200101000000Z', '-crl_nextupdate', '20200102000000Z'];
    await writeList(root, at('ended.pem'), ...dates);
    const { ours, theirs } = await both(good, `CRLfile = ${at('ended.pem')}`);
    expect([ours.answer, theirs.answer]).toEqual(['', '']);
    expect(saysOfCertificates(theirs)).toContain('LOG4[0]: CERT: Pre-verification error: CRL has expired');
    expect(saysOfCertificates(ours)).toContainEqual(
      expect.stringMatching(/^LOG4\[0\]: CERT: Pre-verification error: .*(?:ended|expired)/),
    );
  });

  it.each(['', 'OCSPnonce = yes'])('OCSP: the responder is asked, as stunnel does (%s)', async (nonce) => {
    await using responder = await startResponder(answerOf({ authority: root }));
    const extra = `OCSP = ${responder.url}\n${nonce}`;
    const accepted = await both(good, extra);
    expect([accepted.ours.answer, accepted.theirs.answer, responder.asked()]).toEqual(['ping', 'ping', 2]);
    const refused = await both(bad, extra);
    expect([refused.ours.answer, refused.theirs.answer, responder.asked()]).toEqual(['', '', 4]);
    expect(comparable(accepted.ours)).toEqual(comparable(accepted.theirs));
    expect(comparable(refused.ours)).toEqual(comparable(refused.theirs));
    expect(refused.ours.lines).toContain('LOG4[0]: Rejected by OCSP at depth=0: CN=bad');
  });

  it('OCSPnonce: an answer without the nonce does not count, as with stunnel', async () => {
    await writeResponse({ authority: root }, good, at('good.der'));
    await using responder = await startResponder(() => readFile(at('good.der')));
    const { ours, theirs } = await both(good, `OCSP = ${responder.url}\nOCSPnonce = yes`);
    expect([ours.answer, theirs.answer]).toEqual(['', '']);
    expect(ours.lines).toContain('LOG3[0]: OCSP: the OCSP response does not repeat the nonce');
    expect(ours.lines).toContain('LOG4[0]: Rejected by OCSP at depth=0: CN=good');
  });

  it('OCSPaia: the responder that the certificate names is asked, as stunnel does', async () => {
    await using responder = await startResponder(answerOf({ authority: root }));
    const extensions = [`authorityInfoAccess = OCSP;URI:${responder.url}`];
    const naming = await makeCertificate(directory.path, 'naming', { commonName: 'naming', issuer: root, extensions });
    await register(root, naming);
    const without = await both(naming, 'OCSPaia = no');
    expect([without.ours.answer, without.theirs.answer, responder.asked()]).toEqual(['ping', 'ping', 0]);
    const accepted = await both(naming, 'OCSPaia = yes');
    expect(comparable(accepted.ours)).toEqual(comparable(accepted.theirs));
    expect([accepted.ours.answer, accepted.theirs.answer, responder.asked()]).toEqual(['ping', 'ping', 2]);
    await revoke(root, naming);
    const refused = await both(naming, 'OCSPaia = yes');
    expect([refused.ours.answer, refused.theirs.answer, responder.asked()]).toEqual(['', '', 4]);
  });

  it('OCSPrequire: nobody answers, which matters unless the file says otherwise', async () => {
    const url = `http://127.0.0.1:${await freePort()}/`;
    const required = await both(good, `OCSP = ${url}`);
    expect([required.ours.answer, required.theirs.answer]).toEqual(['', '']);
    expect(required.ours.lines).toContain('LOG3[0]: OCSP: Rejected (OCSPrequire = yes)');
    // stunnel 5.68 does not know the option.
    const optional = await adit(good, `OCSP = ${url}\nOCSPrequire = no`);
    expect(optional.answer).toBe('ping');
    expect(optional.lines).toContain('LOG5[0]: OCSP: Accepted (OCSPrequire = no)');
    expect(optional.lines).toContainEqual(
      expect.stringMatching(
        /^LOG5\[0\]: Nobody can say whether the certificate of 127\.0\.0\.1 is revoked: .*ECONNREFUSED/,
      ),
    );
  });

  it('TIMEOUTocsp: a responder that is silent is waited for no longer', async () => {
    await using responder = await startResponder(null);
    const { answer, lines } = await adit(good, `OCSP = ${responder.url}\nTIMEOUTocsp = 1`);
    expect([answer, responder.asked()]).toEqual(['', 1]);
    expect(lines).toContainEqual(expect.stringMatching(/^LOG3\[0\]: OCSP: .* did not answer within 1 seconds$/));
  });
});
