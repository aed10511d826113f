/** The files of a VPN's server: read where they are, and kept where they have no place of their own. */
import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { OpenvpnText } from '../../preload/import-preview.ts';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { relativePath } from '../conf/paths.ts';
import { readNamedFile } from '../disk/named-file.ts';
import { type Derived, type DeriveRequest, deriveOvpn, filesNamed } from '../launch/openvpn/derive.ts';
import { isOvpn, readOvpn } from '../launch/openvpn/ovpn-file.ts';
import type { HeldHost } from '../specification.ts';
import { describeThrown } from '../state/logger.ts';
import type { KeptOpenvpn, VpnConfiguration } from '../state/vpn-client.ts';
import { replaceFile } from './openvpn-records.ts';

/** Certificates and keys are inline; a megabyte holds hundreds. */
const MAX_OVPN = 1_048_576;

export const openvpnOf = (profile: Profile) => {
  if (profile.openvpn === undefined) throw new Error('the profile starts no VPN');
  return profile.openvpn;
};

/** The configuration for the tunnel, of the server's as it is now; or why there is none. */
export async function deriveFor(
  profile: Profile,
  hosts: readonly HeldHost[],
  by: Pick<DeriveRequest, 'platform' | 'client'>,
): Promise<Derived | { readonly problem: NonNullable<VpnConfiguration['problem']> }> {
  const { path, traffic, blockIpv6 } = openvpnOf(profile);
  const local = localEnd(profile);
  if (local === null) return { problem: needsPort() };
  let text: string;
  try {
    text = (await readNamedFile(path, MAX_OVPN)).toString('utf8');
  } catch (thrown) {
    return { problem: cannotRead(basename(path), describeThrown(thrown)) };
  }
  if (!isOvpn(text)) return { problem: noConfiguration(basename(path)) };
  const items = readOvpn(text);
  return deriveOvpn({
    ...by,
    items,
    directory: dirname(path),
    files: await textsBeside(dirname(path), filesNamed(items, by.client)),
    version: null,
    local,
    servers: hosts.flatMap(({ addresses }) => addresses),
    traffic,
    blockIpv6,
  });
}

/** What these files hold that is text between lines of PEM's kind, as keys and certificates are; others stay where they are. */
async function textsBeside(directory: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const name of names) {
    const text = await readNamedFile(resolve(directory, name), MAX_OVPN).then(String, () => '');
    if (/^-----BEGIN [^\r\n]+-----[ \t]*$/m.test(text)) texts.set(name, text);
  }
  return texts;
}

/** Where a program of this computer reaches the tunnel; OpenVPN takes addresses, so that no name leads elsewhere. */
function localEnd({ accept: [first] }: Profile): DeriveRequest['local'] | null {
  if (first === undefined) return null;
  const { host, port } = first;
  if (host === '::') return { host: '::1', port };
  return { host: host === 'localhost' || host === '0.0.0.0' ? '127.0.0.1' : host, port };
}

const needsPort = () => ({
  what: t('failure.ovpn.needsPort.what'),
  why: t('failure.ovpn.needsPort.why'),
  next: t('failure.ovpn.needsPort.next'),
});

const cannotRead = (name: string, why: string) => ({
  what: t('failure.ovpn.cannotRead.what', { name }),
  why: t('failure.ovpn.cannotRead.why', { why }),
  next: t('failure.ovpn.cannotRead.next'),
});

const noConfiguration = (name: string) => ({
  what: t('failure.ovpn.noConfiguration.what', { name }),
  why: t('failure.ovpn.noConfiguration.why'),
  next: t('failure.ovpn.noConfiguration.next'),
});

/**
 * Writes what came without a path into a folder of its own in this one. On a full disk what came before is still there, and
 * nothing of this one.
 */
export async function keepReceived(folder: string, { name, text, files = [] }: OpenvpnText): Promise<KeptOpenvpn> {
  const own = randomBytes(4).toString('hex');
  const path = join(folder, own, basename(name).replace(/[^\p{L}\p{N} ._-]/gu, '_'));
  const dismiss = () => rm(join(folder, own), { recursive: true, force: true });
  try {
    for (const { path: given, bytes } of files) {
      const within = relativePath(given);
      if (within !== null) await replaceFile(join(folder, own, within), bytes);
    }
    await replaceFile(path, text);
  } catch (thrown) {
    await dismiss();
    throw thrown;
  }
  return {
    path,
    async settle(isUsed) {
      const others = isUsed ? (await readdir(folder)).filter((entry) => entry !== own) : [own];
      for (const entry of others) await rm(join(folder, entry), { recursive: true, force: true });
    },
  };
}
