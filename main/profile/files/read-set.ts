import type { OpenvpnText } from '../../../preload/import-preview.ts';
import { takeOpenvpn } from '../../../preload/openvpn-files.ts';
import { toSay, type UnsaidExplanation } from '../../../preload/words/text.ts';
import type { ProposeOptions, ProposeResult } from '../import/propose.ts';
import { isArchive, readArchive } from './archive.ts';
import type { FileSet } from './file-set.ts';
import { gather } from './gather.ts';
import { openOpenvpn } from './open.ts';
import type { ReadCertificate } from './parts.ts';

/** The proposal that a set of files makes, or a single OpenVPN configuration; a single archive is unpacked first. Never rejects. */
export async function readSet(set: FileSet, options: ProposeOptions, read: ReadCertificate): Promise<ProposeResult> {
  const [only] = set.files;
  const packed = set.files.length === 1 && only !== undefined ? only : null;
  if (packed?.bytes == null || !isArchive(packed.bytes)) return withVpn(set, set.openvpn ?? null, options, read);
  const unpacked = await readArchive(packed.path, packed.bytes);
  if (!unpacked.ok) return unpacked;
  const { openvpn, rest } = takeOpenvpn(unpacked.set.files);
  return withVpn({ ...unpacked.set, files: rest }, set.openvpn ?? openvpn, options, read);
}

function withVpn(
  set: FileSet,
  openvpn: OpenvpnText | null,
  options: ProposeOptions,
  read: ReadCertificate,
): ProposeResult {
  const result = gather(set, options, read);
  if (openvpn === null) return result;
  if (result.ok) return { ...result, openvpn };
  const isAlone = set.files.every(({ path }) => openvpn.files?.some((beside) => path.endsWith(beside.path)));
  if (!isAlone) return result;
  const way = openOpenvpn(openvpn.text, options);
  if (way === null) return { ok: false, explanation: noTunnel(openvpn.name) };
  return way.ok ? { ...way, openvpn } : way;
}

const noTunnel = (name: string): UnsaidExplanation => ({
  what: toSay('refused.vpn.what', { name }),
  why: toSay('refused.vpn.why'),
  next: toSay('refused.vpn.next'),
});
