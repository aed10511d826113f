/** The walk as a table: what each step looks at, and what it looks at in addition when that is broken. */
import type { StepName } from '../../preload/diagnosis.ts';
import type { Endpoint } from '../../preload/types.ts';
import { internalError, TunnelFault } from '../tunnel/base/errors.ts';
import { type ApproachOptions, approach } from '../tunnel/server/approach.ts';
import { probe } from '../tunnel/server/probe.ts';
import { createContext, type TunnelContext } from '../tunnel/server/tunnel-context.ts';
import { wayOutTo } from '../tunnel/way-out.ts';
import type { Evidence, OtherAnswer } from './evidence.ts';
import { passes } from './judge/tls.ts';
import { sayHello } from './steps/hello.ts';
import { lookAtLocalPort } from './steps/local-port.ts';
import { lookUp } from './steps/names.ts';
import { reach, reachEach } from './steps/reach.ts';
import { listenToService } from './steps/service.ts';
import { askWitnesses } from './steps/witnesses.ts';
import { type Tools, tcpOf } from './tools.ts';

/** What a step adds to the evidence; null: there is nothing for it to look at. */
type Look = (tools: Tools, evidence: Evidence) => Promise<Partial<Evidence> | null>;

export interface Step {
  readonly name: StepName;
  readonly look: Look;
  /** When what `look` has seen breaks the walk: what tells one cause from another. */
  readonly lookCloser?: Look;
}

const withoutContext = new Error('the configuration comes first');

const optionsOf = ({ context, signal }: Tools): ApproachOptions => {
  if (context === null) throw withoutContext;
  return { context, turn: 0, signal };
};

const reasonOf = (error: unknown) => (error instanceof TunnelFault ? error.reason : internalError(error));

/** An address of documentation (RFC 5737): nothing is sent, the routes are asked. */
const ANYWHERE = '192.0.2.1';

const configuration: Look = async (tools) => {
  try {
    tools.context = await createContext(tools.specification, { findRoutes: tools.ports.findRoutes });
    return { configuration: null };
  } catch (error) {
    return { configuration: reasonOf(error) };
  }
};

const localPort: Look = async ({ request }) => {
  if (!request.hasLocalPort) return null;
  const { accept } = request.specification;
  const wanted = request.listening.length > 0 ? request.listening : tcpOf(accept);
  if (wanted.length === 0) return null;
  const isOurs = request.listening.length > 0;
  const localPorts = wanted.map((address) => lookAtLocalPort(address.host, address.port, isOurs));
  return { localPorts: await Promise.all(localPorts) };
};

/** With the system's proxy settings it is they that say where the first connection goes. */
async function findHops(tools: Tools): Promise<readonly Endpoint[]> {
  const [server] = tools.hops;
  if (tools.specification.proxy?.kind !== 'system' || server === undefined) return tools.hops;
  try {
    const [first] = await tools.ports.findRoutes(server.host, server.port);
    return first?.kind === 'proxy' ? [{ host: first.proxy.host, port: first.proxy.port }] : tools.hops;
  } catch {
    return tools.hops;
  }
}

const name: Look = async (tools) => {
  tools.hops = await findHops(tools);
  // While a VPN runs through the tunnel, nobody is asked for addresses.
  if (tools.specification.vpn?.held) return null;
  const { nameServers: servers, patience } = tools.ports;
  const hosts = [...new Set(tools.hops.map(({ host }) => host))];
  const options = { servers, seconds: patience.name, signal: tools.signal };
  const [found, anywhere] = await Promise.all([
    Promise.all(hosts.map((host) => lookUp(host, options))),
    wayOutTo(ANYWHERE),
  ]);
  const names = found.filter((one) => one !== null);
  return names.length === 0 ? null : { names, hasWayOut: anywhere !== null };
};

const placesOf = ({ hops, specification: { vpn } }: Tools, { names }: Evidence) =>
  hops.flatMap(({ host, port }) => {
    const known = vpn?.held?.find((one) => one.host === host)?.addresses;
    const addresses = known ?? names.find((one) => one.host === host)?.system.addresses ?? [host];
    return addresses.map((address) => ({ host, port, address }));
  });

const route: Look = async (tools, evidence) => {
  const addresses = [...new Set(placesOf(tools, evidence).map(({ address }) => address))];
  const [ways, anywhere] = await Promise.all([
    Promise.all(addresses.map(async (address) => ({ address, out: await wayOutTo(address) }))),
    wayOutTo(ANYWHERE),
  ]);
  return { ways, hasWayOut: anywhere !== null };
};

const connection: Look = async (tools, evidence) => {
  const places = placesOf(tools, evidence);
  return places.length === 0 ? null : { reach: await reachEach(places, tools.ports.patience.connect) };
};

const connectionCloser: Look = async (tools, evidence) => {
  const silent = evidence.reach.filter(({ outcome }) => outcome.kind === 'failed' && outcome.code === 'ETIMEDOUT');
  const [first] = silent;
  const [openPorts, otherAnswer] = await Promise.all([
    first === undefined ? [] : answeringPorts(first.address, first.port, tools),
    answerElsewhere(tools, evidence),
  ]);
  return { openPorts, otherAnswer };
};

async function answeringPorts(address: string, own: number, { ports }: Tools): Promise<readonly number[]> {
  const others = ports.otherPorts.filter((port) => port !== own);
  const seconds = ports.patience.hello;
  const reached = await Promise.all(others.map((port) => reach({ host: address, port, address }, seconds)));
  return reached.filter(({ outcome }) => outcome.kind === 'open').map(({ port }) => port);
}

/** Whether a name server that says something else than the system leads to a server that speaks TLS. */
async function answerElsewhere(tools: Tools, { names, subject }: Evidence): Promise<OtherAnswer | null> {
  const { context, specification } = tools;
  const told = names.find(({ host }) => host === subject.server.host);
  if (context === null || told === undefined || specification.proxy !== undefined) return null;
  for (const { server, addresses } of told.servers) {
    const address = addresses.find((one) => !told.system.addresses.includes(one));
    if (address === undefined) continue;
    const connect = [{ host: address, port: subject.server.port }];
    const there: TunnelContext = { ...context, specification: { ...context.specification, connect } };
    const options = { ...optionsOf(tools), context: there };
    if (passes(await sayHello(options, subject, tools.ports.patience.hello * 1000))) return { server, address };
  }
  return null;
}

const proxy: Look = async (tools) => {
  if (tools.specification.proxy === undefined) return null;
  const options = optionsOf(tools);
  const { negotiation: _, ...specification } = options.context.specification;
  return { proxyError: await failureOf({ ...options, context: { ...options.context, specification } }) };
};

const negotiation: Look = async (tools) => {
  const spoken = tools.specification.negotiation;
  // What is said inside TLS comes with the handshake.
  if (spoken === undefined || spoken.kind === 'socks') return null;
  return { negotiationError: await failureOf(optionsOf(tools)) };
};

async function failureOf(options: ApproachOptions) {
  try {
    const { raw } = await approach(options);
    raw.destroy();
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

const tls: Look = async (tools, { subject }) => {
  const options = optionsOf(tools);
  const look = await probe({ ...options, askSystem: true });
  if (look.reached === null) return { look };
  const patience = tools.ports.patience.hello * 1000;
  const ask = (serverName: string | null, version: '1.3' | '1.2' = '1.3') =>
    sayHello(options, { serverName, version }, patience);
  const [other, none, older] = await Promise.all([
    ask(OTHER_NAME),
    ask(null),
    look.reached.protocol === 'TLSv1.3' ? ask(subject.serverName, '1.2') : ask(subject.serverName, '1.3'),
  ]);
  return { look, hellos: { own: [], other, none, older } };
};

/** Of documentation (RFC 2606): no server is called so. */
const OTHER_NAME = 'www.example.com';

const tlsCloser: Look = async (tools, evidence) => {
  const { look, subject } = evidence;
  const options = optionsOf(tools);
  const patience = tools.ports.patience.hello * 1000;
  const { error = null } = look ?? {};
  if (error?.kind === 'not-tls') return witnessesOf(tools, false);
  if (error?.kind !== 'timeout' && error?.kind !== 'service-closed') return null;
  const ask = (serverName: string | null) => sayHello(options, { serverName }, patience);
  const [first, other, none] = await Promise.all([ask(subject.serverName), ask(OTHER_NAME), ask(null)]);
  // Once more, so that a single loss does not accuse anybody.
  const second = await ask(subject.serverName);
  const older: Evidence['hellos'] = { own: [first, second], other, none, older: { kind: 'unreached' } };
  const isHeard = [first, second].some(passes);
  return { hellos: older, otherAnswer: isHeard ? null : await answerElsewhere(tools, evidence) };
};

/** A certificate that is the server's own, self-signed one needs no comparing with others. */
const certificateCloser: Look = (tools, { look }) =>
  witnessesOf(tools, look !== null && look.chain[0]?.selfSigned === false);

async function witnessesOf(tools: Tools, asksTls: boolean): Promise<Partial<Evidence> | null> {
  const { witnesses } = tools.ports;
  return witnesses === null ? null : { witnesses: await askWitnesses(witnesses, asksTls, optionsOf(tools)) };
}

const service: Look = async (tools, { look }) =>
  look?.error === null ? { service: await listenToService(optionsOf(tools)) } : {};

/** Seen by the look that the TLS step takes. */
const alreadySeen: Look = async () => ({});

const certificate: Look = async (_tools, { look }) => (look === null || look.chain.length === 0 ? null : {});

export const steps: readonly Step[] = [
  { name: 'configuration', look: configuration },
  { name: 'local-port', look: localPort },
  { name: 'name', look: name },
  { name: 'route', look: route },
  { name: 'connection', look: connection, lookCloser: connectionCloser },
  { name: 'proxy', look: proxy },
  { name: 'negotiation', look: negotiation },
  { name: 'tls', look: tls, lookCloser: tlsCloser },
  { name: 'certificate', look: certificate, lookCloser: certificateCloser },
  { name: 'client-certificate', look: alreadySeen },
  { name: 'service', look: service },
  { name: 'round-trip', look: alreadySeen },
];
