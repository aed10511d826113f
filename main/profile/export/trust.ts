/** A profile's trust as stunnel's verification (man page: verifyChain, verifyPeer, CAfile, checkHost; verify.c). */
import type { CertificateSource, Checks, Profile } from '../../../preload/types.ts';
import { isWritable, writeComment, writeOption } from '../../conf/write.ts';
import { certificatesIn, toPem } from '../pem.ts';
import type { ExportedConf, ExportFiles, Lines } from './lines.ts';
import { asciiHost, companion, isAddress, notWritten } from './lines.ts';

interface WrittenTrust {
  readonly lines: Lines;
  readonly files: ExportedConf['files'];
}

/**
 * Where systems keep their authorities as one PEM file, the likeliest first; callers take the first that exists. stunnel
 * for Windows brings its own, beside its configuration.
 */
export const systemRootFiles: Readonly<Record<'linux' | 'darwin' | 'win32', readonly [string, ...string[]]>> = {
  linux: [
    '/etc/ssl/certs/ca-certificates.crt',
    '/etc/pki/tls/certs/ca-bundle.crt',
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
    '/etc/ssl/ca-bundle.pem',
    '/etc/ssl/cert.pem',
  ],
  darwin: ['/etc/ssl/cert.pem', '/opt/homebrew/etc/ca-certificates/cert.pem', '/usr/local/etc/openssl/cert.pem'],
  win32: ['ca-certs.pem'],
};

/** Never weaker than the profile: what cannot be written makes stunnel refuse the server, or its own start. */
export function writeTrust(profile: Profile, files: ExportFiles): WrittenTrust {
  const { trust } = profile;
  switch (trust.kind) {
    case 'none':
      return {
        lines: writeComment(
          'The profile accepts any certificate, so stunnel does not verify the server either. Adit will, when it imports this file.',
        ),
        files: [],
      };
    case 'system':
      return {
        lines: [
          ...writeComment(
            'stunnel has no list of authorities of its own: this file holds those that the system trusts. Unlike Adit it does not compare the server’s name unless told to.',
          ),
          writeOption('verifyChain', 'yes'),
          ...writePath(files.systemRoots),
          ...(isEmpty(trust.checks) ? writeHostChecks(profile) : writeChecks(trust.checks)),
        ],
        files: [],
      };
    case 'authority':
    case 'pinned': {
      const authorities = writeCertificates(profile.name, trust.kind, trust.certificates, files);
      return {
        lines: [
          ...(trust.kind === 'pinned' ? writeComment(renewal) : []),
          ...(trust.kind === 'pinned' ? [] : [writeOption('verifyChain', 'yes')]),
          ...(trust.kind === 'pinned' || trust.peer ? [writeOption('verifyPeer', 'yes')] : []),
          ...authorities.lines,
          ...writeChecks(trust.checks),
        ],
        files: authorities.files,
      };
    }
  }
}

/** Measured with stunnel 5.68: test/export. */
const renewal =
  'Only the server whose certificate is in this file. When a self-signed one is renewed with the same key, Adit goes on; stunnel needs the new one in the file.';

const isEmpty = ({ hosts, emails, ips }: Checks) => hosts.length + emails.length + ips.length === 0;

/** Without checks of its own, `system` checks the host that is connected to; for stunnel it is one list for all hosts. */
function writeHostChecks({ connect }: Profile): Lines {
  const hosts = [...new Set(connect.map(({ host }) => asciiHost(host).replace(/\.$/, '')))];
  return [
    ...(hosts.length > 1
      ? writeComment('stunnel accepts each of these names from every address; Adit only the name it connects to.')
      : []),
    ...hosts.map((host) => writeOption(isAddress(host) ? 'checkIP' : 'checkHost', host)),
  ];
}

/** One list of which any match is enough. Without a single one that can be written, nothing may match. */
function writeChecks({ hosts, emails, ips }: Checks): Lines {
  const all: [option: string, value: string][] = [
    ...hosts.map((host): [string, string] => ['checkHost', asciiHost(host)]),
    ...emails.map((email): [string, string] => ['checkEmail', email]),
    ...ips.map((ip): [string, string] => ['checkIP', ip]),
  ];
  if (all.length === 0) return [];
  const lines = all.flatMap(([option, value]) =>
    isWritable(value) ? [writeOption(option, value)] : notWritten(option, value),
  );
  const some = all.some(([, value]) => isWritable(value));
  return some
    ? lines
    : [...lines, ...writeComment('Nothing matches this.'), writeOption('checkHost', 'nothing.invalid')];
}

/** The lines of one CAfile and one CApath, when these say it all. */
function asNamed(sources: readonly CertificateSource[]): Lines | null {
  const paths = (kind: 'file' | 'directory') =>
    sources.flatMap((source) => (source.kind === kind && isWritable(source.path) ? [source.path] : []));
  const [[file, ...otherFiles], [directory, ...otherDirectories]] = [paths('file'), paths('directory')];
  const named = [file, directory].filter((path) => path !== undefined).length;
  if (named < sources.length || otherFiles.length + otherDirectories.length > 0) return null;
  return [
    ...(file === undefined ? [] : writePath(file)),
    ...(directory === undefined ? [] : [writeOption('CApath', directory)]),
  ];
}

/** One file and one directory are named as they are; otherwise all become one companion, because stunnel takes no more. */
function writeCertificates(
  profileName: string,
  kind: 'authority' | 'pinned',
  sources: readonly CertificateSource[],
  files: ExportFiles,
): WrittenTrust {
  const named = asNamed(sources);
  if (named !== null) return { lines: named, files: [] };
  const remarks: string[] = [];
  const certificates = sources.flatMap((source) => {
    const text = source.kind === 'pem' ? source.pem : files.certificates.get(source.path);
    const found = certificatesIn(text ?? '').map(toPem);
    const place = source.kind === 'pem' ? 'a certificate of the profile' : source.path;
    if (found.length === 0) remarks.push(`Left out because it cannot be read: ${place}.`);
    return found;
  });
  if (certificates.length === 0) remarks.push('No certificate is left: stunnel will not start with this file.');
  const { name, path } = companion(profileName, kind === 'pinned' ? 'server' : 'authorities', files);
  return {
    lines: [...remarks.flatMap((remark) => writeComment(remark)), ...writePath(path)],
    files: [{ name, text: certificates.join('') }],
  };
}

/** Without the line stunnel refuses to start, because verification has nothing to verify with. */
function writePath(path: string): Lines {
  return isWritable(path) && path !== '' ? [writeOption('CAfile', path)] : notWritten('CAfile', path);
}
