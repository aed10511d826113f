/** Revoked certificates by lists, beside stunnel as the client: who is let in, and what is said of the others. */
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trust, TunnelError } from '../../preload/types.ts';
import { type Authority, hashedListName, makeAuthority, revoke, writeList } from '../peers/authority.ts';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { startEcho, type TcpService } from '../peers/tcp.ts';
import { hasTool } from '../peers/tools.ts';
import { buildChild, runtimes, startEngine } from './runtimes.ts';
import { saying } from './saying.ts';
import {
  authority,
  errorOf,
  isBlocked,
  isReachable,
  isUnreachable,
  pinned,
  portOf,
  specification,
} from './specification.ts';

let directory: TemporaryDirectory;
let child: Awaited<ReturnType<typeof buildChild>>;
let echo: TcpService;
let root: Authority;
let middle: Authority;
let good: CertificateFiles;
let bad: CertificateFiles;
let own: CertificateFiles;
const at = (name: string) => path.join(directory.path, name);

beforeAll(async () => {
  directory = await temporaryDirectory();
  const { path: place } = directory;
  [child, echo, root] = await Promise.all([buildChild(), startEcho(), makeAuthority(place, 'root')]);
  middle = await makeAuthority(place, 'middle', root);
  const mute = await makeAuthority(place, 'mute', root, ['keyUsage = critical, keyCertSign']);
  [good, bad, own] = await Promise.all([
    makeCertificate(place, 'good', { commonName: 'good.test', issuer: middle }),
    makeCertificate(place, 'bad', { commonName: 'bad.test', issuer: middle }),
    makeCertificate(place, 'own', { commonName: 'own.test' }),
  ]);
  for (const leaf of [good, bad]) await writeFile(`${leaf.certificate}.chain`, leaf.pem + middle.pem);
  await writeFile(at('good-and-middle.pem'), good.pem + middle.pem);
  await writeList(middle, at('empty.crl'));
  await writeList(middle, at('expired.crl'), '-crlsec', '1');
  await writeList(root, at('root.crl'));
  await revoke(middle, bad);
  await writeList(middle, at('full.crl'));
  // Another authority under the same name, and one that may not sign lists.
  const impostor = await makeAuthority(at('authority-middle'), 'middle');
  await writeList(impostor, at('forged.crl'));
  await writeList(mute, at('mute.crl'));
  const lists = await Promise.all(['root.crl', 'full.crl'].map((name) => readFile(at(name), 'utf8')));
  await writeFile(at('both.crl'), lists.join('\n'));
  await new Promise((resolve) => setTimeout(resolve, 1100)); // until the expired one is
});

afterAll(async () => {
  await child.close();
  await echo.close();
  await directory.close();
});

interface Case {
  readonly name: string;
  readonly server: () => CertificateFiles;
  /** The server sends its issuer as well. */
  readonly chain: boolean;
  readonly trust: () => Trust;
  /** The same in stunnel's words, without its CRL. */
  readonly stunnel: () => string;
  readonly list: string;
  /** null: accepted. */
  readonly refused: Partial<TunnelError> | null;
}

const chains = {
  trust: () => authority(root.certificate),
  stunnel: () => `verifyChain = yes\nCAfile = ${root.certificate}`,
  chain: true,
};
const pins = (file: () => string) => ({
  trust: (): Trust => ({ ...pinned(), certificates: [{ kind: 'file', path: file() }] }) as Trust,
  stunnel: () => `verifyPeer = yes\nCAfile = ${file()}`,
});
const unknown = (detail: RegExp): Partial<TunnelError> => ({
  kind: 'revocation-unknown',
  source: 'list',
  detail: saying(detail),
});

const cases: readonly Case[] = [
  { name: 'nothing against it', server: () => good, ...chains, list: 'full.crl', refused: null },
  { name: 'revoked', server: () => bad, ...chains, list: 'full.crl', refused: { kind: 'cert-revoked' } },
  {
    name: 'revoked, by the second list of a file',
    server: () => bad,
    ...chains,
    list: 'both.crl',
    refused: { kind: 'cert-revoked' },
  },
  {
    name: 'no list of the authority above the issuer',
    server: () => good,
    ...chains,
    list: 'empty.crl',
    refused: null,
  },
  {
    name: 'no list of the issuer',
    server: () => good,
    ...chains,
    list: 'root.crl',
    refused: unknown(/no revocation list/),
  },
  { name: 'an expired list', server: () => good, ...chains, list: 'expired.crl', refused: unknown(/expired/) },
  { name: 'a list of an impostor', server: () => good, ...chains, list: 'forged.crl', refused: unknown(/another key/) },
  {
    name: 'pinned, the issuer sent along',
    server: () => good,
    ...pins(() => good.certificate),
    chain: true,
    list: 'full.crl',
    refused: null,
  },
  {
    name: 'pinned and revoked',
    server: () => bad,
    ...pins(() => bad.certificate),
    chain: true,
    list: 'full.crl',
    refused: { kind: 'cert-revoked' },
  },
  {
    name: 'pinned, the issuer among the pins',
    server: () => good,
    ...pins(() => at('good-and-middle.pem')),
    chain: false,
    list: 'full.crl',
    refused: null,
  },
  {
    name: 'pinned, the issuer nowhere',
    server: () => good,
    ...pins(() => good.certificate),
    chain: false,
    list: 'full.crl',
    refused: unknown(/issuer is not known/),
  },
  {
    name: 'pinned, self-signed, a list of others',
    server: () => own,
    ...pins(() => own.certificate),
    chain: false,
    list: 'full.crl',
    refused: unknown(/no revocation list/),
  },
];

const settled = (status: Parameters<typeof isReachable>[0]) =>
  isReachable(status) || isBlocked(status) || isUnreachable(status);

async function talk(port: number): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const answer = await new Promise<string>((resolve) => {
    socket.on('error', () => undefined);
    socket.on('data', (data) => resolve(String(data)));
    socket.on('close', () => resolve('closed'));
    socket.write('ping');
  });
  socket.destroy();
  return answer;
}

describe.each(runtimes)('revocation lists on $name', (runtime) => {
  describe.skipIf(runtime.executable === null || !hasTool('stunnel'))('of a stunnel server', () => {
    it.each(cases)('$name', async ({ server, chain, trust, stunnel, list, refused }) => {
      const { certificate, key } = server();
      await using peer = await startStunnel({
        connect: echo.port,
        certificate: chain ? `${certificate}.chain` : certificate,
        key,
      });
      await using theirs = await startStunnel({
        connect: peer.port,
        extra: `client = yes\n${stunnel()}\nCRLfile = ${at(list)}`,
      });
      expect(await talk(theirs.port)).toBe(refused === null ? 'ping' : 'closed');

      await using running = await startEngine(runtime, child.file);
      running.engine.start(specification(peer.port, { trust: trust(), revocation: { lists: [at(list)], ocsp: null } }));
      const status = await running.until('tunnel', settled);
      if (refused === null) {
        expect(errorOf(status)).toBeNull();
        expect(await talk(portOf(status))).toBe('ping');
      } else {
        expect(errorOf(status)).toMatchObject(refused);
      }
    });

    it('an authority that may not sign lists is not believed', async () => {
      const mute = { ...middle, certificate: at('authority-mute/ca.pem'), key: at('authority-mute/ca.key.pem') };
      const leaf = await makeCertificate(directory.path, `mute-${runtime.name}`, { commonName: 'x', issuer: mute });
      const file = `${leaf.certificate}.chain`;
      await writeFile(file, leaf.pem + (await readFile(mute.certificate, 'utf8')));
      await using peer = await startStunnel({ connect: echo.port, certificate: file, key: leaf.key });
      await using running = await startEngine(runtime, child.file);
      running.engine.start(
        specification(peer.port, {
          trust: authority(root.certificate),
          revocation: { lists: [at('mute.crl')], ocsp: null },
        }),
      );
      expect(errorOf(await running.until('tunnel', settled))).toMatchObject(unknown(/may not sign/));
    });

    it.each(['file', 'folder'])('a list in a %s that starts to revoke counts for the next connection', async (kind) => {
      const folder = at(`lists-${kind}-${runtime.name}`);
      await mkdir(folder);
      const list = path.join(folder, await hashedListName(at('empty.crl')));
      await copyFile(at('empty.crl'), list);
      const lists = [kind === 'file' ? list : folder];
      await using peer = await startStunnel({
        connect: echo.port,
        certificate: `${bad.certificate}.chain`,
        key: bad.key,
      });
      await using running = await startEngine(runtime, child.file);
      running.engine.start(
        specification(peer.port, { trust: authority(root.certificate), revocation: { lists, ocsp: null } }),
      );
      const port = portOf(await running.until('tunnel', isReachable));
      // The second resumes a session, and is judged all the same.
      expect(await talk(port)).toBe('ping');
      expect(await talk(port)).toBe('ping');
      if (kind === 'file') {
        await copyFile(at('full.crl'), list);
      } else {
        await copyFile(at('full.crl'), path.join(folder, await hashedListName(at('full.crl'), 1)));
      }
      await expect.poll(() => talk(port)).toBe('closed');
      expect(errorOf(await running.until('tunnel', isBlocked))).toMatchObject({ kind: 'cert-revoked' });
      await rm(folder, { recursive: true });
    });

    it('files and folders that hold no list are named', async () => {
      await using running = await startEngine(runtime, child.file);
      for (const [place, detail] of [
        [good.certificate, 'no revocation list'],
        [at('missing'), 'ENOENT'],
      ] as const) {
        running.engine.start(
          specification(1, { trust: authority(root.certificate), revocation: { lists: [place], ocsp: null } }),
        );
        expect(errorOf(await running.until('tunnel', isBlocked))).toMatchObject({
          kind: 'key-format',
          path: place,
          detail: saying(detail),
        });
        await running.engine.stop('tunnel');
      }
    });
  });
});
