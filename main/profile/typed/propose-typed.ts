/** What was typed becomes a proposal as a configuration does, with a reason for every field. Pure. */

import { applicationLabel, applicationText, servicePort } from '../../../preload/fields/application-names.ts';
import { defaultTrust, describeTrust, noChecks } from '../../../preload/fields/trust.ts';
import type { ImportField, ImportService, ImportSetting } from '../../../preload/import-preview.ts';
import { isLoopback } from '../../../preload/loopback.ts';
import { type Sentence, sentence, told } from '../../../preload/sentence.ts';
import type { Application, Checks, Trust } from '../../../preload/types.ts';
import { type Text, toSay, type UnsaidExplanation } from '../../../preload/words/text.ts';
import { t } from '../../../preload/words/words.ts';
import { defaultTimeouts, defaultTls, LOOPBACK } from '../defaults.ts';
import { unnamed } from '../import/context.ts';
import { withDistinctNames } from '../import/distinct-names.ts';
import { withIpv6 } from '../import/ipv6.ts';
import { askForFiles } from '../import/lost-files.ts';
import type { ProposeOptions, ProposeResult } from '../import/propose.ts';
import { settingsOf } from '../import/settings.ts';
import { localPortFor } from '../local-port.ts';
import { noteOnAll } from '../notes/note.ts';
import { defined } from '../optional-fields.ts';
import type { ProfileTemplate, Proposal, ProposedService } from '../proposal.ts';
import type { Meaning } from './meaning.ts';
import type { TypedLine } from './read-typed.ts';

/** What cannot become a profile is shown beside what can; explained where nothing can. */
export function proposeTyped(lines: readonly TypedLine[], options: ProposeOptions): ProposeResult {
  const faults = lines.flatMap(({ reading }) => (reading.kind === 'fault' ? [reading.why] : []));
  const [fault] = faults;
  if (fault !== undefined && faults.length === lines.length) return { ok: false, explanation: explainFault(fault) };
  const taken = new Set(options.takenPorts);
  const services = lines.map(({ number, reading }, index) => {
    const key = `service-${index + 1}`;
    const said = lines.length === 1 ? null : number;
    if (reading.kind === 'fault') return leftOut(key, { parts: [reading.why] }, said, options);
    const service = proposeMeaning(reading.meaning, key, { ...options, takenPorts: taken });
    if (service.view.localPort !== null) taken.add(service.view.localPort);
    return said === null
      ? service
      : { ...service, view: { ...service.view, typed: fromLine(reading.meaning.form, said) } };
  });
  return { ok: true, proposal: { services: withDistinctNames(services), notes: [] } };
}

const explainFault = (why: Text): UnsaidExplanation => ({
  what: toSay('typed.fault.what'),
  why,
  next: toSay('typed.fault.next'),
});

const fromLine = (form: Text, line: number): Text => toSay('typed.fromLine', { form, line });

/** Host and port of a form that somebody has filled in. */
export function proposeByHand(
  { host, port, application }: { readonly host: string; readonly port: number; readonly application: Application },
  options: ProposeOptions,
): Proposal {
  const meaning: Meaning = { form: toSay('typed.byHand'), host, port, application, because: null, remarks: [] };
  const service = proposeMeaning(meaning, 'service-1', options);
  const { application: _chosen, ...reasons } = service.view.reasons;
  return { services: [{ ...service, view: { ...service.view, reasons } }], notes: [] };
}

/** One profile that the line implies. */
export function proposeMeaning(meaning: Meaning, key: string, options: ProposeOptions): ProposedService {
  const { application, local, remarks } = meaning;
  const host = options.host ?? meaning.host;
  const notes = remarks.map(noteOnAll);
  const behind = meaning.servicePort ?? servicePort[application] ?? meaning.port;
  const taken = new Set([...options.takenPorts, ...(options.reservedPorts ?? [])]);
  if (isOwn(host) && meaning.port !== null) taken.add(meaning.port);
  const localPort = local?.port ?? (behind === null ? null : localPortFor(behind, taken));
  const accept = [{ host: local?.host ?? LOOPBACK, port: localPort }];
  const trust = trustOf(meaning);
  const template: ProfileTemplate = {
    group: null,
    accept,
    connect: [{ host, port: meaning.port }, ...(meaning.reserves ?? [])],
    failover: 'prio',
    tls: {
      ...defaultTls,
      ...(meaning.sni === undefined ? {} : { sni: meaning.sni }),
      ...(meaning.alpn === undefined ? {} : { alpn: [...meaning.alpn] }),
    },
    trust,
    checkAnsweredHost: false,
    timeouts: defaultTimeouts,
    ...defined({
      proxy: meaning.proxy,
      negotiation: meaning.negotiation,
      identity: meaning.identity,
      identityFile: meaning.identityFile,
    }),
    startWithApp: false,
    demo: false,
    origin: { file: null, section: null, notes },
  };
  const view: ImportService = {
    key,
    section: '',
    typed: meaning.form,
    role: 'client',
    name: nameOf(meaning, host),
    application,
    host,
    remotePort: meaning.port,
    localPort,
    user: meaning.user ?? null,
    ...(accept.every(({ host: at }) => at === LOOPBACK) ? {} : { accept }),
    ...(accept.every(({ host: at }) => isLoopback(at)) ? {} : { exposed: true as const }),
    ...(meaning.reserves === undefined ? {} : { reserves: meaning.reserves }),
    trust: describeTrust(trust),
    ...(meaning.verifiesNothing ? { unverified: true as const } : {}),
    reasons: reasonsOf(meaning, host, behind, localPort, options.host != null),
    notes,
    problem: null,
  };
  const asked = askForFiles(withIpv6({ view, template }, options.hasIpv6 ?? false), options.isThere ?? null, 'command');
  const sshKey = asked.template.identityFile;
  const settings: readonly ImportSetting[] = [
    ...settingsOf(asked.template),
    ...(sshKey === undefined ? [] : [{ field: 'identityFile' as const, words: sshKey }]),
  ];
  return {
    ...asked,
    view: {
      ...asked.view,
      // A suggested port makes way for a program that has it; one that the line names is kept and said.
      role: local === undefined ? 'server' : 'client',
      ...(settings.length === 0 ? {} : { settings }),
    },
  };
}

const isOwn = (host: string | null): boolean => host !== null && isLoopback(host);

function trustOf({ authority, checkedName }: Meaning): Trust {
  const checks: Checks =
    checkedName === undefined
      ? noChecks
      : /^[\d.]+$|:/.test(checkedName)
        ? { ...noChecks, ips: [checkedName] }
        : { ...noChecks, hosts: [checkedName] };
  if (authority === undefined) return checkedName === undefined ? defaultTrust : { kind: 'system', checks };
  return { kind: 'authority', certificates: [authority], checks };
}

function nameOf({ application, port }: Meaning, host: string | null): string {
  const label = application === 'custom' ? null : applicationLabel(application);
  if (host === null) return label ?? unnamed('custom', port);
  return (label === null ? host : `${label}, ${host}`).slice(0, 80);
}

function reasonsOf(
  meaning: Meaning,
  host: string | null,
  behind: number | null,
  localPort: number | null,
  isGiven: boolean,
): Partial<Record<ImportField, Sentence>> {
  const { application, because, local } = meaning;
  return {
    application:
      because === null
        ? told('reason.application.unsaidHere')
        : told('reason.application', { application: applicationText(application), because }),
    host: isGiven
      ? told('reason.commandLine')
      : host === null
        ? sentence`${meaning.hostReason ?? toSay('question.host')}`
        : { ...told('reason.entered'), plain: true },
    remotePort:
      meaning.portReason === undefined ? { ...told('reason.entered'), plain: true } : sentence`${meaning.portReason}`,
    localPort:
      local !== undefined
        ? { ...told('reason.entered'), plain: true }
        : behind === null || localPort === null
          ? told('question.local')
          : behind === localPort
            ? told('reason.local.usualSame')
            : told('reason.local.usual', { port: localPort }),
  };
}

/** A line that no tunnel can be made of, beside those that can be. */
function leftOut(key: string, problem: Sentence, line: number | null, options: ProposeOptions): ProposedService {
  const nothing: Meaning = {
    form: toSay('typed.form.line'),
    host: null,
    port: null,
    application: 'custom',
    because: null,
    remarks: [],
  };
  const service = proposeMeaning(nothing, key, options);
  return {
    ...service,
    view: {
      ...service.view,
      ...(line === null ? {} : { typed: toSay('typed.line', { line }) }),
      name: line === null ? t('typed.thisLine') : t('typed.line', { line }),
      localPort: null,
      reasons: {},
      notes: [],
      problem,
    },
  };
}
