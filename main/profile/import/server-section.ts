/** A server's section becomes the profile of its client: connect where the server accepts, listen for its application. */

import { applicationText, servicePort } from '../../../preload/fields/application-names.ts';
import { describeTrust } from '../../../preload/fields/trust.ts';
import type { ImportField } from '../../../preload/import-preview.ts';
import { hostSchema } from '../../../preload/schemas.ts';
import { type Sentence, told } from '../../../preload/sentence.ts';
import type { Note } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
import { withDefaults } from '../../conf/meaning.ts';
import { hasPlaceholder } from '../../conf/placeholder.ts';
import { allOf, type ConfService, lastOf } from '../../conf/services.ts';
import { readAddress } from '../../conf/values/address.ts';
import { guessServerApplication } from '../application.ts';
import { defaultTimeouts, defaultTls, defaultTrust, LOOPBACK } from '../defaults.ts';
import { localPortFor } from '../local-port.ts';
import { cite, noteOn } from '../notes/note.ts';
import { readLines } from '../options/lines.ts';
import { KEY_IS_PROOF } from '../options/pre-shared-key.ts';
import { readTlsVersions } from '../options/tls.ts';
import { explainNoVersion } from '../options/versions.ts';
import type { ProposedService } from '../proposal.ts';
import { reachOf, readRemotePort } from './accept-line.ts';
import { explainName, type ImportContext, nameOf, originOf, unnamed } from './context.ts';
import { readDemands } from './demands.ts';
import { askHost, type HostHint, hintHost } from './host-hint.ts';
import { patternsOf, type VirtualHost, virtualHostOf } from './virtual-hosts.ts';

/** The profile that a server's section implies. `key` names it within the import. */
export function proposeServer(service: ConfService, key: string, context: ImportContext): ProposedService {
  const notes: Note[] = [];
  const reasons: Partial<Record<ImportField, Sentence>> = {};

  const virtualHost = virtualHostOf(service);
  const primary =
    virtualHost === null
      ? undefined
      : context.services.find((other) => other.section?.toLowerCase() === virtualHost.primary.toLowerCase());
  const accepting = virtualHost !== null && allOf(service, 'accept').length === 0 ? (primary ?? service) : service;
  const remote = readRemotePort(accepting, context.givenHost, notes);
  reasons.remotePort = remote.reason;

  const backend = readBackendPort(service, notes);
  const section = withDefaults(service.section ?? lastOf(service, 'service')?.meant ?? '');
  const guess = guessServerApplication(section, backend, isBackendHere(service));
  const { application } = guess;
  reasons.application =
    guess.because === null
      ? told('reason.application.unsaid')
      : told('reason.application', { application: applicationText(application), because: guess.because });

  const patterns = virtualHost === null ? patternsOf(service, context.virtualHosts) : [virtualHost.pattern];
  const hint = findHost(accepting, patterns, virtualHost, context);
  reasons.host = hint?.reason ?? askHost(accepting, virtualHost?.pattern ?? null);

  const behind = backend ?? (isSocks(service) ? SOCKS_PORT : (servicePort[application] ?? remote.port));
  const localPort = behind === null ? null : localPortFor(behind, portsInTheWay(context, remote.port));
  reasons.localPort = explainLocalPort(behind, backend, localPort);
  reasons.name = explainName(service);
  reasons.trust = told('reason.trust.server');

  const lines = readLines(service, 'server');
  const versions = readTlsVersions(service, 'server');
  const demands = readDemands(service);
  notes.push(...lines.notes, ...versions.notes, ...demands.notes);
  const sharesKey = demands.needs.some(({ kind, required }) => kind === 'psk' && required);
  if (sharesKey) delete reasons.trust;
  const sniName =
    virtualHost !== null && hostSchema.safeParse(virtualHost.pattern).success ? virtualHost.pattern : null;
  // A name that a virtual host answers to would lead there.
  const isTaken = virtualHost === null && patterns.some((pattern) => matches(pattern, hint?.host ?? ''));
  if (virtualHost !== null) notes.push(noteOn(virtualHost.line, explainVirtualHost(virtualHost, sniName)));

  return {
    view: {
      key,
      section: service.section ?? '',
      role: 'server',
      name: nameOf(section, unnamed(application, remote.port)),
      application,
      host: hint?.host ?? null,
      remotePort: remote.port,
      localPort,
      user: null,
      trust: sharesKey ? KEY_IS_PROOF : describeTrust(defaultTrust),
      ...(demands.needs.length === 0 ? {} : { needs: demands.needs }),
      reasons,
      notes,
      problem: findProblem(accepting, virtualHost, primary) ?? explainNoVersion(versions.leavesNothing, 'server'),
    },
    template: {
      group: context.group,
      accept: [{ host: LOOPBACK, port: localPort }],
      connect: [{ host: hint?.host ?? null, port: remote.port }],
      failover: 'prio',
      tls: {
        ...defaultTls,
        ...versions.tls,
        ...lines.tls,
        sni: isTaken ? { kind: 'none' } : sniName === null ? defaultTls.sni : { kind: 'name', name: sniName },
      },
      trust: defaultTrust,
      checkAnsweredHost: false,
      timeouts: defaultTimeouts,
      ...lines.own,
      ...demands.fields,
      startWithApp: false,
      demo: false,
      origin: { ...originOf(context, service), notes: [] },
    },
  };
}

/** Where nothing can be suggested; a server on this computer has its own port here as well. */
function portsInTheWay({ takenPorts, reservedPorts, givenHost }: ImportContext, remote: number | null): Set<number> {
  const ports = new Set([...takenPorts, ...reservedPorts]);
  if (givenHost !== null && remote !== null && reachOf(givenHost) === 'computer') ports.add(remote);
  return ports;
}

/** Where programs look for a SOCKS proxy (RFC 1928). */
const SOCKS_PORT = 1080;

const isSocks = (service: ConfService) => lastOf(service, 'protocol')?.meant.toLowerCase() === 'socks';

/** Whether the service behind stunnel is on the server's own computer. */
function isBackendHere(service: ConfService): boolean {
  const [line] = allOf(service, 'connect');
  const address = line === undefined ? null : readAddress(line.meant);
  if (address?.kind !== 'tcp') return true;
  return address.host.kind !== 'name' || reachOf(address.host.name) === 'computer';
}

/** The port of the service behind stunnel, null when the file does not tell. */
function readBackendPort(service: ConfService, notes: Note[]): number | null {
  const program = lastOf(service, 'exec');
  if (program !== null) notes.push(noteOn(program, toSay('note.exec.server')));
  let found: number | null = null;
  for (const line of allOf(service, 'connect')) {
    const address = readAddress(line.meant);
    if (address.kind !== 'tcp') continue;
    if (address.port.kind !== 'number') {
      notes.push(noteOn(line, toSay('note.backend.unknown')));
    } else if (found === null) {
      found = address.port.number;
    } else if (address.port.number !== found) {
      notes.push(noteOn(line, toSay('note.backend.more', { port: address.port.number, chosen: found })));
    }
  }
  return found;
}

/** stunnel's own matching: a name, or `*` and its end (sni.c). */
function matches(pattern: string, host: string): boolean {
  const [wanted, name] = [pattern.toLowerCase(), host.toLowerCase()];
  return wanted.startsWith('*') ? name.endsWith(wanted.slice(1)) : name === wanted;
}

/** What a person said wins; any other name than a virtual host's own would lead to the section that accepts. */
function findHost(
  accepting: ConfService,
  patterns: readonly string[],
  virtualHost: VirtualHost | null,
  { givenHost, fileName }: ImportContext,
): HostHint | null {
  if (givenHost !== null) return { host: givenHost, reason: told('reason.commandLine') };
  const hint = hintHost(accepting, patterns, virtualHost !== null, fileName);
  return virtualHost !== null && hint !== null && !matches(virtualHost.pattern, hint.host) ? null : hint;
}

function explainVirtualHost(virtualHost: VirtualHost, sniName: string | null): Text {
  if (sniName !== null) return toSay('note.sni.sent', { name: cite(sniName) });
  return hasPlaceholder(virtualHost.pattern)
    ? toSay('note.sni.placeholder')
    : toSay('note.sni.pattern', { pattern: cite(virtualHost.pattern) });
}

function explainLocalPort(behind: number | null, backend: number | null, localPort: number | null): Sentence {
  if (behind === null || localPort === null) return told('question.local');
  if (backend === null) {
    return behind === localPort ? told('reason.local.usualSame') : told('reason.local.usual', { port: localPort });
  }
  return behind === localPort
    ? told('reason.local.behindSame', { behind })
    : told('reason.local.behind', { behind, port: localPort });
}

function findProblem(
  accepting: ConfService,
  virtualHost: VirtualHost | null,
  primary: ConfService | undefined,
): Sentence | null {
  const lines = allOf(accepting, 'accept');
  if (virtualHost !== null && primary === undefined && lines.length === 0) {
    return told('problem.primary', { section: cite(virtualHost.primary) });
  }
  if (accepting.section === null) return null;
  if (lines.length === 0) {
    return told('problem.noAccept');
  }
  if (lines.every((line) => readAddress(line.meant).kind === 'unix')) {
    return told('problem.socket');
  }
  return null;
}
