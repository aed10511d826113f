/** Which revoked certificates a profile looks for, as stunnel's options (man page: CRLfile, CRLpath, OCSP). */
import { defaultOcsp } from '../../../preload/fields/revocation.ts';
import type { Profile, Revocation } from '../../../preload/types.ts';
import { isFolderPath } from '../../conf/paths.ts';
import { isWritable, writeComment, writeOption } from '../../conf/write.ts';
import type { ExportedConf, ExportFiles, Lines } from './lines.ts';
import { companion, notWritten } from './lines.ts';

interface WrittenRevocation {
  readonly lines: Lines;
  readonly files: ExportedConf['files'];
}

type Ocsp = NonNullable<Revocation['ocsp']>;

const CRL = /-----BEGIN X509 CRL-----[\s\S]*?-----END X509 CRL-----/g;

export function writeRevocation(profile: Profile, files: ExportFiles): WrittenRevocation {
  const { revocation } = profile;
  if (revocation === undefined) return { lines: [], files: [] };
  const lists = writeLists(profile, revocation.lists, files);
  return { lines: [...lists.lines, ...writeOcsp(profile, revocation.ocsp)], files: lists.files };
}

/** stunnel takes one file and one folder, the latter with names that `openssl rehash` gives. */
function writeLists(profile: Profile, lists: readonly string[], files: ExportFiles): WrittenRevocation {
  const [folder, ...moreFolders] = lists.filter(isFolderPath);
  const single = lists.filter((path) => !isFolderPath(path));
  const [only] = single;
  const folderLines = [
    ...(folder === undefined
      ? []
      : [
          ...writeComment('stunnel finds a list in a folder by the name that “openssl rehash” gives it.'),
          ...writePath('CRLpath', folder),
        ]),
    ...(moreFolders.length === 0 ? [] : writeComment(`stunnel takes one folder. Left out: ${moreFolders.join(', ')}.`)),
  ];
  if (only === undefined) return { lines: folderLines, files: [] };
  if (single.length === 1) return { lines: [...writePath('CRLfile', only), ...folderLines], files: [] };
  const remarks: string[] = [];
  const texts = single.flatMap((path) => {
    const found = files.certificates.get(path)?.match(CRL) ?? [];
    if (found.length === 0) remarks.push(`Left out because it cannot be read: ${path}.`);
    return found.map((text) => `${text}\n`);
  });
  if (texts.length === 0) remarks.push('No list is left: stunnel will not start with this file.');
  const { name, path } = companion(profile.name, 'revoked', files);
  return {
    lines: [...remarks.flatMap((remark) => writeComment(remark)), ...writePath('CRLfile', path), ...folderLines],
    files: [{ name, text: texts.join('') }],
  };
}

/** Without verifyChain stunnel refuses to ask responders at all (options.c); a mark keeps for Adit what it cannot do. */
export const asksResponders = ({ trust }: Profile): boolean => trust.kind === 'system' || trust.kind === 'authority';

function writeOcsp(profile: Profile, ocsp: Ocsp | null): Lines {
  if (ocsp === null) return [];
  if (!asksResponders(profile)) {
    return writeComment('stunnel asks OCSP responders only together with verifyChain, so that this file does not.');
  }
  return [
    ...(ocsp.url === null ? [] : [writeOption('OCSP', ocsp.url)]),
    ...(ocsp.aia ? [writeOption('OCSPaia', 'yes')] : []),
    ...(ocsp.nonce ? [writeOption('OCSPnonce', 'yes')] : []),
    ...ocsp.flags.map((flag) => writeOption('OCSPflag', flag)),
    ...(ocsp.require === defaultOcsp.require && ocsp.timeout === defaultOcsp.timeout
      ? []
      : writeComment(
          `For stunnel 5.71 and newer: OCSPrequire = ${ocsp.require ? 'yes' : 'no'}, TIMEOUTocsp = ${ocsp.timeout}`,
        )),
  ];
}

const writePath = (option: string, path: string): Lines =>
  isWritable(path) && path !== '' ? [writeOption(option, path)] : notWritten(option, path);
