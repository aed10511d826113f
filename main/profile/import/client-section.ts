/** A client's section is taken as it is, except that it listens on loopback unless the file named an address. */

import { applicationText } from '../../../preload/fields/application-names.ts';
import { fields } from '../../../preload/fields/profile.ts';
import { defaultTrust, describeTrust } from '../../../preload/fields/trust.ts';
import { isLoopback } from '../../../preload/loopback.ts';
import { hostSchema } from '../../../preload/schemas.ts';
import { type Sentence, sentence, told } from '../../../preload/sentence.ts';
import type { Note, Timeouts, TlsOptions } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import { withDefaults } from '../../conf/meaning.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import { allOf, type ConfService, lastOf } from '../../conf/services.ts';
import { readAddress } from '../../conf/values/address.ts';
import { readSeconds } from '../../conf/values/numbers.ts';
import { readServerName } from '../../conf/values/server-name.ts';
import { guessClientApplication } from '../application.ts';
import { defaultTimeouts, defaultTls, LOOPBACK, NO_LIMIT } from '../defaults.ts';
import { noteOn } from '../notes/note.ts';
import { readIdentity } from '../options/identity.ts';
import { readLines } from '../options/lines.ts';
import { explainLogin, type ReadNegotiation, readProtocol } from '../options/negotiation.ts';
import { placedReason } from '../options/place-path.ts';
import { KEY_IS_PROOF, readPreSharedKey } from '../options/pre-shared-key.ts';
import { readRevocation } from '../options/revocation.ts';
import { settingsMeant } from '../options/settings.ts';
import { readTlsExtras, readTlsVersions } from '../options/tls.ts';
import { readTrust } from '../options/trust.ts';
import { verificationOf } from '../options/verification.ts';
import { explainNoVersion } from '../options/versions.ts';
import type { ProposedService } from '../proposal.ts';
import { readAccepts } from './client-accept.ts';
import { behindProxy, readConnects, reservesOf } from './client-connect.ts';
import { explainName, type Findings, type ImportContext, nameOf, originOf, unnamed } from './context.ts';

/** The profile that a client's section is. `key` names it within the import. */
export function proposeClient(service: ConfService, key: string, context: ImportContext): ProposedService {
  const findings: Findings = { reasons: {}, notes: [] };
  const { reasons, notes } = findings;
  const listening = readAccepts(service, context, findings);
  const { accept } = listening;
  const named = readConnects(service, findings);
  const negotiation = readProtocol(service, named);
  const connect = behindProxy(named, negotiation, findings);
  const localPort = accept[0]?.port ?? null;
  const remote = connect[0] ?? { host: null, port: null };

  const section = withDefaults(service.section ?? lastOf(service, 'service')?.meant ?? '');
  const guess = guessClientApplication(section, [localPort, remote.port]);
  reasons.application =
    guess.because === null
      ? told('reason.application.unsaid')
      : told('reason.application', { application: applicationText(guess.application), because: guess.because });
  reasons.name = explainName(service);

  const lines = readLines(service, 'client');
  const versions = readTlsVersions(service, 'client');
  const extras = readTlsExtras(service);
  const identity = readIdentity(service, context.directory);
  const revocation = readRevocation(service, context.directory);
  const trust = readTrust(service, context.directory);
  const { chain, peer } = verificationOf(service);
  const psk = readPreSharedKey(service, context.directory, chain || peer);
  const needs = [...(psk.isProof ? [] : trust.needs), ...identity.needs, ...psk.needs];
  const authorities = lastOf(service, 'CAfile');
  const isNamed = 'certificates' in trust.trust && authorities !== null;
  if (!psk.isProof) {
    reasons.trust = sentence`${trust.reason}${isNamed ? placedReason(authorities.meant, context.directory) : ''}`;
  }
  const sni = readSni(service, negotiation, notes);
  const timeouts = readTimeouts(service, notes);
  for (const part of [lines, versions, extras, trust, negotiation, identity, psk, revocation])
    notes.push(...part.notes);
  notes.push(...noteUnsupported(service));

  return {
    view: {
      key,
      section: service.section ?? '',
      role: 'client',
      name: nameOf(section, unnamed(guess.application, remote.port)),
      application: guess.application,
      host: remote.host,
      remotePort: remote.port,
      localPort,
      user: null,
      ...(accept.length === 1 && accept[0]?.host === LOOPBACK ? {} : { accept }),
      ...(accept.every(({ host }) => isLoopback(host)) ? {} : { exposed: true as const }),
      ...reservesOf(connect),
      trust: psk.isProof ? KEY_IS_PROOF : (trust.words ?? describeTrust(trust.trust)),
      ...(chain || peer || psk.isProof ? {} : { unverified: true as const }),
      ...(needs.length === 0 ? {} : { needs }),
      reasons,
      notes,
      problem: findProblem(service) ?? explainLogin(service) ?? explainNoVersion(versions.leavesNothing, 'file'),
    },
    template: {
      group: context.group,
      accept,
      connect: connect.length > 0 ? connect : [remote],
      failover: fields.failover.usual,
      tls: { ...defaultTls, ...versions.tls, ...extras.tls, ...lines.tls, sni },
      trust: psk.isProof ? defaultTrust : trust.trust,
      checkAnsweredHost: !psk.isProof && trust.checkAnsweredHost,
      ...(trust.trustByFile === undefined || psk.isProof ? {} : { trustByFile: trust.trustByFile }),
      timeouts,
      ...identity.fields,
      ...listening.fields,
      ...psk.fields,
      ...(psk.isProof ? { isProvedByKey: true as const } : {}),
      ...negotiation.fields,
      ...revocation.fields,
      ...lines.own,
      startWithApp: false,
      demo: false,
      origin: { ...originOf(context, service), notes: [] },
    },
  };
}

function readSni(service: ConfService, { server }: ReadNegotiation, notes: Note[]): TlsOptions['sni'] {
  const read = readServerName(settingsMeant(service));
  const isUsable = (name: string) => !hasPlaceholder(name) && hostSchema.safeParse(name).success;
  switch (read.kind) {
    case 'none':
      return read;
    case 'name': {
      if (isUsable(read.name)) return read;
      const line = lastOf(service, 'sni');
      if (line !== null) notes.push(noteOn(line, toSay('note.sni')));
      return { kind: 'default' };
    }
    case 'default':
      // Behind a proxy the host of protocolHost is the server's.
      return server === null && read.negotiated !== null && isUsable(read.negotiated)
        ? { kind: 'name', name: read.negotiated }
        : { kind: 'default' };
  }
}

const timeoutOptions = {
  connect: 'TIMEOUTconnect',
  busy: 'TIMEOUTbusy',
  idle: 'TIMEOUTidle',
  close: 'TIMEOUTclose',
} as const;

function readTimeouts(service: ConfService, notes: Note[]): Timeouts {
  const read = (field: keyof Timeouts): number => {
    const line = lastOf(service, timeoutOptions[field]);
    if (line === null) return defaultTimeouts[field];
    const seconds = readSeconds(line.meant);
    if (seconds === 0 && field !== 'close') notes.push(noteOn(line, NO_LIMIT));
    if (seconds !== null) return seconds;
    notes.push(noteOn(line, toSay('note.seconds', { seconds: defaultTimeouts[field] })));
    return defaultTimeouts[field];
  };
  return { connect: read('connect'), busy: read('busy'), idle: read('idle'), close: read('close') };
}

function noteUnsupported(service: ConfService): Note[] {
  const notes: Note[] = [];
  const program = lastOf(service, 'exec');
  if (program !== null) {
    notes.push(noteOn(program, toSay('note.exec.client')));
  }
  for (const line of allOf(service, 'redirect')) notes.push(noteOn(line, toSay('note.serversOnly')));
  return notes;
}

function findProblem(service: ConfService): Sentence | null {
  const connects = allOf(service, 'connect');
  if (connects.length === 0) {
    return told('problem.noConnect');
  }
  if (connects.every((line) => readAddress(line.meant).kind === 'unix')) {
    return told('problem.connectsToSocket');
  }
  return null;
}
