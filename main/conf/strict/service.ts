/** What stunnel says of a service as a whole, once its lines are read (options.c, CMD_INITIALIZE; in this order). */

import { rolesOf } from '../values/negotiation.ts';
import { readVerification } from '../values/verification.ts';
import { readVirtualHost } from '../values/virtual-host.ts';
import { readFlag } from '../values/words.ts';
import type { Resolution } from './address.ts';
import { resolveAddress } from './address.ts';
import type { Computer, ContextSettings } from './computer.ts';

export interface StrictOption {
  readonly number: number;
  readonly text: string;
  /** The option's name as the manual spells it. */
  readonly name: string;
  readonly value: string;
}

export interface StrictService {
  /** null: stunnel's inetd mode, without sections. */
  readonly name: string | null;
  /** Inherited lines first. Made anew each time: thousands of services may inherit thousands of lines. */
  readonly options: readonly StrictOption[];
}

export interface ServiceVerdict {
  /** null: accepted. */
  readonly reason: string | null;
  /** Lines that stunnel prints before the reason. */
  readonly details: readonly string[];
  /** Accept lines whose host the computer has to look up. */
  readonly lookups: readonly { readonly option: StrictOption; readonly host: string }[];
  /** Said of a line of a service that is accepted. */
  readonly remark?: { readonly option: StrictOption; readonly reason: string };
}

const isOn = (value: string | null) => value !== null && readFlag(value) === true;
const is = (value: string | null, expected: string) => value?.toLowerCase() === expected;

/** Everything about one service that its options add up to. */
interface Settings {
  readonly client: boolean;
  readonly chain: boolean;
  readonly peer: boolean;
  last(name: string): string | null;
  all(name: string): readonly StrictOption[];
}

function settingsOf(service: StrictService): Settings {
  const byName = new Map<string, StrictOption[]>();
  for (const option of service.options) {
    const lines = byName.get(option.name);
    if (lines === undefined) byName.set(option.name, [option]);
    else lines.push(option);
  }
  const all = (name: string) => byName.get(name) ?? [];
  const last = (name: string) => all(name).at(-1)?.value ?? null;
  const { chain, peer } = readVerification(service.options);
  return { client: isOn(last('client')), chain, peer, last, all };
}

/** Whether stunnel accepts the service; `services` are those of the file up to and with it, for virtual hosts. */
export function checkService(
  service: StrictService,
  services: readonly StrictService[],
  computer?: Computer,
): ServiceVerdict {
  const settings = settingsOf(service);
  const accept = checkAccept(settings);
  if (accept.reason !== null) return accept;
  const reason =
    checkCertificate(settings) ??
    checkSubjects(settings) ??
    checkOcsp(settings) ??
    checkProtocol(settings) ??
    checkIdentity(settings, computer) ??
    checkRedirect(settings) ??
    checkSni(settings, services) ??
    checkVersions(settings) ??
    checkTickets(settings) ??
    checkVerification(settings) ??
    checkEndpoints(service, settings);
  if (reason !== null) return { reason, details: [], lookups: accept.lookups };
  const names = computer?.readsFiles === true ? null : checkNames(settings);
  const details = names ?? computer?.contextProblem(contextOf(settings)) ?? null;
  if (details !== null) return { reason: 'Failed to initialize TLS context', details, lookups: accept.lookups };
  const said = computer?.remarkOn(contextOf(settings)) ?? null;
  const option = settings.all('CAfile').at(-1) ?? settings.all('CApath').at(-1);
  const remark = said === null || option === undefined ? {} : { remark: { option, reason: said } };
  return { reason: null, details: [], lookups: accept.lookups, ...remark };
}

/** One address that resolves is enough. */
function checkAccept({ all }: Settings): ServiceVerdict {
  const lines = all('accept').map((option): { option: StrictOption; resolution: Resolution } => ({
    option,
    resolution: resolveAddress(option.value),
  }));
  const details = lines.flatMap(({ resolution }) =>
    resolution.kind === 'never' && resolution.detail !== null ? [resolution.detail] : [],
  );
  const hopeless = lines.length > 0 && lines.every(({ resolution }) => resolution.kind === 'never');
  const sure = lines.some(({ resolution }) => resolution.kind === 'resolves');
  const lookups = sure
    ? []
    : lines.flatMap(({ option, resolution }) =>
        resolution.kind === 'depends' ? [{ option, host: resolution.host }] : [],
      );
  return { reason: hopeless ? 'Cannot resolve accept target' : null, details, lookups };
}

function checkCertificate({ client, all, last }: Settings): string | null {
  if (client || last('cert') !== null) return null;
  const otherwise = all('PSKsecrets').length > 0 || all('engineId').length > 0 || all('engineNum').length > 0;
  return otherwise ? null : 'TLS server needs a certificate';
}

function checkSubjects({ chain, peer, all }: Settings): string | null {
  if (chain || peer) return null;
  const subjects = all('checkEmail').length + all('checkHost').length + all('checkIP').length;
  return subjects > 0 ? 'Either "verifyChain" or "verifyPeer" has to be enabled' : null;
}

function checkOcsp({ chain, all, last }: Settings): string | null {
  if (chain || (all('OCSP').length === 0 && !isOn(last('OCSPaia')))) return null;
  return '"verifyChain" has to be enabled for OCSP support';
}

function checkProtocol({ client, last }: Settings): string | null {
  const protocol = last('protocol')?.toLowerCase();
  if (protocol === undefined) return null;
  const roles = rolesOf(protocol);
  if (roles === null) return 'Protocol not supported';
  const role = client ? 'client' : 'server';
  if (!roles.includes(role)) return `The configured protocol is not supported in the ${role} mode`;
  return protocol === 'connect' && client && last('protocolHost') === null ? 'protocolHost not specified' : null;
}

function checkRedirect({ client, chain, peer, all }: Settings): string | null {
  if (all('redirect').length === 0) return null;
  if (client) return '"redirect" is unsupported in client sections';
  return chain || peer ? null : 'Either "verifyChain" or "verifyPeer" has to be enabled for "redirect" to work';
}

function checkSni({ client, last }: Settings, services: readonly StrictService[]): string | null {
  const sni = last('sni');
  if (client || sni === null) return null;
  const read = readVirtualHost(sni);
  if (read === null) return 'Invalid SNI parameter format';
  const primary = services.find(({ name }) => name === read.primary);
  if (primary === undefined) return 'SNI section name not found';
  return settingsOf(primary).client ? 'SNI primary service is a TLS client' : null;
}

/** Only clients look for it; without keys there is nothing to look for. */
function checkIdentity({ client, last }: Settings, computer: Computer | undefined): string | null {
  const identity = last('PSKidentity');
  const file = last('PSKsecrets');
  if (computer?.readsFiles !== true || !client || identity === null || file === null) return null;
  const keys = computer.readPsk(file);
  const isThere = keys.kind === 'bad' || keys.identities.includes(identity);
  return isThere ? null : 'No key found for the specified PSK identity';
}

/** An empty file name is the one that no computer can open. Without a certificate stunnel does not look for a key. */
function checkNames({ last }: Settings): readonly string[] | null {
  const cert = last('cert');
  if (cert === '') return [];
  return cert !== null && last('key') === '' ? [': No such file or directory (2)'] : null;
}

const elsewhere = ['engineId', 'engineNum', 'CAengine', 'CAstore'];

function contextOf({ chain, peer, all, last }: Settings): ContextSettings {
  const cert = last('cert');
  return {
    ciphers: last('ciphers'),
    ciphersuites: last('ciphersuites'),
    curves: last('curves'),
    commands: all('config').map(({ value }) => value),
    cert,
    key: last('key') ?? cert,
    verifies: chain || peer,
    pins: peer && !chain,
    authorities: { file: last('CAfile') || null, directory: last('CApath') || null },
    revocation: last('CRLfile') || null,
    elsewhere: elsewhere.some((name) => all(name).length > 0),
  };
}

const versions = ['all', 'sslv3', 'tlsv1', 'tlsv1.1', 'tlsv1.2', 'tlsv1.3'];

function checkVersions({ all }: Settings): string | null {
  const last = (name: string) => {
    const line = [...all('sslVersion'), ...all(name)].toSorted((one, other) => one.number - other.number).at(-1);
    return Math.max(0, versions.indexOf(line?.value.toLowerCase() ?? 'all'));
  };
  const min = last('sslVersionMin');
  const max = last('sslVersionMax');
  return min > 0 && max > 0 && min > max ? 'Invalid protocol version range' : null;
}

/** A client ignores them. */
function checkTickets({ client, last }: Settings): string | null {
  if (client || (last('ticketKeySecret') === null) === (last('ticketMacSecret') === null)) return null;
  return '"ticketKeySecret" and "ticketMacSecret" must be set together';
}

function checkVerification({ chain, peer, all, last }: Settings): string | null {
  if (!chain && !peer) return null;
  const anchored = all('CAengine').length > 0 || ['CAfile', 'CApath', 'CAstore'].some((name) => last(name));
  return anchored ? null : 'Either "CAengine", "CAfile", "CApath" or "CAstore" has to be configured';
}

function checkEndpoints(service: StrictService, { client, all, last }: Settings): string | null {
  const protocol = last('protocol')?.toLowerCase();
  const endpoints = [
    all('accept').length > 0,
    all('connect').length > 0,
    all('exec').length > 0,
    protocol === 'capwinctrl' || (protocol === 'socks' && !client),
    !client && last('sni') !== null,
    is(last('transparent'), 'destination') || is(last('transparent'), 'both'),
  ].filter((endpoint) => endpoint).length;
  if (service.name !== null) return endpoints === 2 ? null : 'Each service must define two endpoints';
  if (all('accept').length > 0) return "'accept' option is only allowed in a [section]";
  return endpoints === 1 ? null : 'Inetd mode must define one endpoint';
}
