/** Certificates that lie beside a configuration, as the trust of its services. Pure. */

import { describeTrust } from '../../../preload/fields/trust.ts';
import { goOn, type Sentence, told } from '../../../preload/sentence.ts';
import type { CertificateSource, Note } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import { baseName, folderOf, isSameName } from '../../conf/paths.ts';
import { type ConfService, lastOf } from '../../conf/services.ts';
import { noChecks } from '../defaults.ts';
import { isIpv4 } from '../host-name.ts';
import { hostFromFileName } from '../import/host-hint.ts';
import { cite, noteOn } from '../notes/note.ts';
import type { ProfileTemplate, ProposedService } from '../proposal.ts';
import { byName, noteOnFile } from './file-set.ts';
import { judgeNamed } from './named-certificates.ts';
import type { CertificateFacts, CertificateFile, SetParts } from './parts.ts';

/** Longest PEM text that a profile holds. */
const MAX_PEM = 262_144;

/** The service with what the certificates of the set say about its server. */
export function withCertificates(
  proposed: ProposedService,
  service: ConfService,
  parts: SetParts,
  fileName: string | null,
): ProposedService {
  return proposed.view.role === 'server'
    ? withServerCertificate(proposed, service, parts, fileName)
    : withNamedCertificates(proposed, parts);
}

interface Found {
  readonly file: CertificateFile;
  readonly how: Sentence;
}

/** A server's own certificate becomes the pin, and tells the host when nothing in the configuration does. */
function withServerCertificate(
  proposed: ProposedService,
  service: ConfService,
  parts: SetParts,
  fileName: string | null,
): ProposedService {
  const line = lastOf(service, 'cert');
  const named = line === null ? null : byName(line.meant, parts.certificates);
  if (
    line !== null &&
    named === null &&
    byName(
      line.meant,
      [...parts.keys].map((path) => ({ path })),
    ) !== null
  ) {
    const reason = toSay('note.beside.key');
    return withNotes(proposed, [noteOn(line, reason)]);
  }
  const found: Found | null =
    line === null || named === null
      ? byContent(proposed, withoutClients(parts.certificates, service))
      : { file: named, how: told('reason.trust.namedIn', { place: line.place }) };
  const [leaf] = found?.file.certificates ?? [];
  if (found === null || leaf === undefined) return proposed;

  const { summary } = leaf;
  const { path } = found.file;
  const trust: ProfileTemplate['trust'] = {
    kind: 'pinned',
    certificates: [{ kind: 'pem', pem: summary.pem }],
    checks: noChecks,
  };
  const reason = told('reason.trust.beside', { path, how: found.how, date: summary.validTo.slice(0, 10) });
  const pinned: ProposedService = {
    view: {
      ...proposed.view,
      trust: toSay('value.trust.pinned', { places: path }),
      pinned: [summary.sha256],
      reasons: { ...proposed.view.reasons, trust: reason },
    },
    template: { ...proposed.template, trust },
  };
  return withHost(pinned, leaf, path, fileName);
}

/** Names in a certificate say more than a file's name, and less than the configuration. */
function withHost(
  proposed: ProposedService,
  leaf: CertificateFacts,
  path: string,
  fileName: string | null,
): ProposedService {
  const { view, template } = proposed;
  const guessed = view.host !== null && view.host === hostFromFileName(fileName);
  if (view.host !== null && !guessed) return proposed;
  const commonName = /(?:^|, )CN=([^,]+)/.exec(leaf.summary.subject)?.[1] ?? '';
  const names = [...leaf.summary.names, commonName];
  const hosts = names.flatMap((name) => hostFromFileName(name) ?? []);
  // A name outlives the address that it has today.
  const host = hosts.find((each) => !isIpv4(each)) ?? hosts[0];
  if (host === undefined) return guessed ? proposed : withPattern(proposed, names, path);
  const [first, ...others] = template.connect;
  return {
    view: {
      ...view,
      host,
      reasons: { ...view.reasons, host: told('reason.host.named', { path }) },
    },
    template: { ...template, connect: [{ host, port: first?.port ?? null }, ...others] },
  };
}

/** A certificate for any name below a domain does not answer the question for the host, but helps with it. */
function withPattern(proposed: ProposedService, names: readonly string[], path: string): ProposedService {
  const pattern = names.find((name) => name.startsWith('*.'));
  if (pattern === undefined) return proposed;
  const host = told('question.host.certificate', { path, pattern: cite(pattern) });
  const { view } = proposed;
  return { ...proposed, view: { ...view, reasons: { ...view.reasons, host } } };
}

/** What a client's configuration names as CAfile or CApath is kept in the profile, so that it is not needed any more. */
function withNamedCertificates(given: ProposedService, { certificates }: SetParts): ProposedService {
  const named = given.template.trust;
  if (!('certificates' in named)) return given;
  const beside = named.certificates.flatMap((source) => filesFor(source, certificates));
  const proposed = beside.reduce((judged, file) => judgeNamed(judged, file.path, file.certificates), given);
  const { trust } = proposed.template;
  if (!('certificates' in trust)) return proposed;
  const found = trust.certificates.map((source) => ({ source, files: filesFor(source, certificates) }));
  const files = found.flatMap((each) => each.files);
  const [first] = files;
  if (first === undefined) return proposed;
  const pem = files.flatMap((file) => file.certificates.map(({ summary }) => summary.pem)).join('');
  if (pem.length > MAX_PEM || pem === '') {
    return withNotes(proposed, [noteOnFile(first.path, toSay('note.beside.many'))]);
  }
  const elsewhere = found.flatMap((each) => (each.files.length === 0 ? [each.source] : []));
  const places = [...files.map(({ path }) => ({ kind: 'file' as const, path })), ...elsewhere];
  const where =
    files.length === 1 ? first.path : toSay('reason.trust.more', { path: first.path, count: files.length - 1 });
  return {
    view: {
      ...proposed.view,
      trust: describeTrust({ ...trust, certificates: places }),
      ...(trust.kind === 'pinned'
        ? { pinned: files.flatMap((file) => file.certificates.map(({ summary }) => summary.sha256)) }
        : {}),
      reasons: {
        ...proposed.view.reasons,
        trust: goOn(proposed.view.reasons.trust, told('reason.trust.kept', { where })),
      },
    },
    template: { ...proposed.template, trust: { ...trust, certificates: [{ kind: 'pem', pem }, ...elsewhere] } },
  };
}

/** The files of the set that a source means. */
function filesFor(source: CertificateSource, files: readonly CertificateFile[]): readonly CertificateFile[] {
  if (source.kind === 'pem') return [];
  if (source.kind === 'file') return [byName(source.path, files) ?? []].flat();
  const name = baseName(source.path);
  return files.filter(
    ({ path }) => /^[0-9a-f]{8}\.\d+$/i.test(baseName(path)) && isSameName(baseName(folderOf(path)), name),
  );
}

const withNotes = (proposed: ProposedService, notes: readonly Note[]): ProposedService => ({
  view: { ...proposed.view, notes: [...proposed.view.notes, ...notes] },
  template: {
    ...proposed.template,
    origin: { ...proposed.template.origin, notes: [...proposed.template.origin.notes, ...notes] },
  },
});

/** What a server names to verify its clients by is not its own: a client's certificate may look like a server's. */
function withoutClients(files: readonly CertificateFile[], service: ConfService): readonly CertificateFile[] {
  const clients = (['CAfile', 'CApath', 'CRLfile', 'CRLpath'] as const).flatMap((option) => {
    const path = lastOf(service, option)?.meant ?? '';
    if (path === '') return [];
    return filesFor({ kind: option.endsWith('path') ? 'directory' : 'file', path }, files);
  });
  return files.filter((file) => !clients.includes(file));
}

/** The only certificate that can be the server's: one for its host, or the only one of a server at all. */
function byContent({ view }: ProposedService, files: readonly CertificateFile[]): Found | null {
  const servers = files.filter(({ certificates: [leaf] }) => leaf !== undefined && !leaf.authority && leaf.forServers);
  const { host } = view;
  const fitting = host === null ? [] : servers.filter(({ certificates: [leaf] }) => isFor(host, leaf));
  const [one, another] = fitting.length > 0 ? fitting : servers;
  if (one === undefined || another !== undefined) return null;
  return { file: one, how: fitting.length > 0 ? told('reason.trust.forHost') : told('reason.trust.only') };
}

function isFor(host: string, leaf: CertificateFacts | undefined): boolean {
  const wanted = host.toLowerCase();
  return (leaf?.summary.names ?? []).some((name) => {
    const own = name.toLowerCase();
    return own === wanted || (own.startsWith('*.') && wanted.split('.').slice(1).join('.') === own.slice(2));
  });
}
