/** `adit run` and stunnel with the same file, when CAfile and CApath say whom they believe. */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateFiles, makeAuthorityAndLeaf, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { startProcess } from '../peers/process.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho } from '../peers/tcp.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';
import { type Session, session } from './support/session.ts';

const ready = /Configuration successful/;
const supported = process.platform !== 'win32' && hasTool('stunnel') && hasTool('openssl');

/**
 * Each library has its own words for what it does not like about a chain, and for the failure that follows; Node does not
 * say at which certificate that was.
 */
const comparable = ({ lines }: Session) =>
  lines
    .filter((line) => !/SSL_connect|: CERT: /.test(line))
    .map((line) => line.replace(/(?<=Rejected by CERT at depth)=.+/, ''));

describe('adit run with CAfile and CApath', { skip: !supported }, () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  let ours: Awaited<ReturnType<typeof makeAuthorityAndLeaf>>;
  let lone: CertificateFiles;
  const at = (name: string) => path.join(directory.path, name);

  /** A directory with certificates, under hashed names if it is `rehashed`. */
  async function makeFolder(name: string, certificates: readonly string[], rehashed = true) {
    await mkdir(at(name));
    for (const [index, certificate] of certificates.entries()) await copyFile(certificate, at(`${name}/${index}.pem`));
    if (rehashed) await execute(requireTool('openssl'), ['rehash', at(name)]);
  }
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
    ours = await makeAuthorityAndLeaf(directory.path, { commonName: 'localhost' });
    const stranger = await makeCertificate(directory.path, 'stranger', { commonName: 'stranger' });
    lone = await makeCertificate(directory.path, 'lone', { commonName: 'lone' });
    await makeFolder('good', [stranger.certificate, ours.authority.certificate]);
    await makeFolder('strangers', [stranger.certificate]);
    await makeFolder('unnamed', [ours.authority.certificate], false);
    await makeFolder('peers', [stranger.certificate, lone.certificate]);
    await makeFolder('damaged', [ours.authority.certificate]);
    await writeFile(at('damaged/0a0b0c0d.0'), 'no certificate');
    await mkdir(at('empty'));
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  it.each([
    ['chain', 'verifyChain = yes\nCApath = good', true],
    ['chain', 'verifyChain = yes\nCApath = strangers', false],
    ['chain', 'verifyChain = yes\nCApath = unnamed\nCAfile = stranger.pem', false],
    ['chain', 'verifyChain = yes\nCApath = damaged', true],
    ['chain', 'verifyChain = yes\nCApath = good\nCAfile = stranger.pem', true],
    ['chain', 'verifyChain = yes\nCApath = missing\nCAfile = authority.pem', true],
    ['lone', 'verifyPeer = yes\nCApath = peers', true],
    ['lone', 'verifyPeer = yes\nCApath = strangers', false],
    ['lone', 'verify = 3\nCApath = peers', true],
    ['chain', 'verify = 3\nCApath = good', false],
  ])('a server’s %s, %j', async (server, lines, accepted) => {
    const files = server === 'lone' ? lone : { certificate: ours.chain, key: ours.leaf.key };
    await using echo = await startEcho();
    await using peer = await startStunnel({ connect: echo.port, ...files });
    const global = ['foreground = yes', 'pid =', 'syslog = no', 'debug = info'];
    const service = ['[tunnel]', 'client = yes', 'accept = 127.0.0.1:0', `connect = 127.0.0.1:${peer.port}`];
    const file = at(`${peer.port}.conf`);
    const placed = lines.replace(/(?<=CAfile = |CApath = ).+/g, (name) => at(name));
    await writeFile(file, [...global, ...service, placed, ''].join('\n'));
    const sessions: Session[] = [];
    {
      await using running = await cli.start(['run', file], ready);
      sessions.push(await session(running));
    }
    {
      await using running = await startProcess({ command: requireTool('stunnel'), args: [file], ready });
      sessions.push(await session(running));
    }
    expect(sessions.map(({ answer }) => answer)).toEqual(accepted ? ['ping', 'ping'] : ['', '']);
    const [here, there] = sessions.map(comparable);
    expect(here).toEqual(there);
  });

  it.each(['empty', 'missing', 'good:strangers'])(
    'a directory with no certificates is refused, as by stunnel: %s',
    async (name) => {
      const file = at('empty.conf');
      const lines = ['[tunnel]', 'client = yes', 'accept = 127.0.0.1:0', 'connect = 127.0.0.1:9'];
      const trust = ['verifyChain = yes', `CApath = ${at(name)}`];
      await writeFile(file, ['foreground = yes', 'pid =', ...lines, ...trust, ''].join('\n'));
      const theirs = await execute(requireTool('stunnel'), [file]).catch((error: unknown) => error);
      const ours = await cli.run(['run', file]);
      expect(theirs).toMatchObject({ code: 1, stderr: expect.stringContaining('No trusted certificates found') });
      expect(ours).toMatchObject({ code: 1, stderr: expect.stringContaining('no certificate under a hashed name') });
    },
  );
});
