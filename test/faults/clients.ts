/** The client ends that are compared: our engine in each runtime, and stunnel. */
import { readFileSync } from 'node:fs';
import type { TunnelSpecification } from '../../main/specification.ts';
import type { RefreshReason } from '../../main/tunnel/engine.ts';
import type { Endpoint } from '../../preload/types.ts';
import { type RunningEngine, type Runtime, startEngine } from '../engine/runtimes.ts';
import { authority, pinned, portOf, specification } from '../engine/specification.ts';
import type { CertificateFiles } from '../peers/certificates.ts';
import { startStunnel } from '../peers/stunnel.ts';

/** In seconds; stunnel's defaults where nothing is said. */
export type Timeouts = Partial<TunnelSpecification['timeouts']>;

export interface TunnelOptions {
  readonly connect: readonly Endpoint[];
  readonly timeouts?: Timeouts;
  /** The only certificate that is accepted; without one any is. */
  readonly pin?: CertificateFiles;
  /** Paths of who signs certificates and of its revocation list, in place of a pin. */
  readonly authority?: { readonly certificate: string; readonly list: string };
  /** stunnel resolves names once, at its start, unless it is told to wait (`delay`); we resolve for each connection. */
  readonly delay?: boolean;
}

/** A tunnel that listens. */
export interface TunnelEnd extends AsyncDisposable {
  readonly port: number;
  /** Memory of the client's process. */
  rssKib(): Promise<number>;
  /** SIGHUP for stunnel; ours needs none. */
  reload(): Promise<void>;
  /** What the system tells our app after sleep or on another network; nobody tells stunnel. */
  refresh(reason: RefreshReason): void;
}

/** What a process holds: open sockets and the like, pending timers, open files, memory. */
export interface Held {
  readonly handles: number;
  readonly timers: number;
  /** What open file descriptors lead to. */
  readonly files: readonly string[];
  readonly rssKib: number;
}

export interface Client extends AsyncDisposable {
  readonly name: string;
  open(options: TunnelOptions): Promise<TunnelEnd>;
  /** Of the engine's process; null for a program that is not ours. */
  held(): Promise<Held | null>;
}

const rssOf = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
};

export const stunnelClient: Client = {
  name: 'stunnel',
  open: async ({ connect: [first, ...others], timeouts = {}, pin, authority: signer, delay = false }) => {
    if (first === undefined) throw new Error('a tunnel needs an address');
    const running = await startStunnel({
      connect: `${first.host}:${first.port}`,
      extra: [
        'client = yes',
        ...others.map(({ host, port }) => `connect = ${host}:${port}`),
        ...Object.entries(timeouts).map(([name, seconds]) => `TIMEOUT${name} = ${seconds}`),
        ...(delay ? ['delay = yes'] : []),
        ...(pin === undefined ? [] : ['verifyPeer = yes', `CAfile = ${pin.certificate}`]),
        ...(signer === undefined
          ? []
          : ['verifyChain = yes', `CAfile = ${signer.certificate}`, `CRLfile = ${signer.list}`]),
      ].join('\n'),
    });
    const reload = async () => {
      running.signal('SIGHUP');
      await running.logged(/(?:Configuration successful[\s\S]*){2}/);
    };
    return {
      port: running.port,
      reload,
      rssKib: async () => rssOf(running.pid),
      refresh: () => undefined,
      [Symbol.asyncDispose]: running.close,
    };
  },
  held: async () => null,
  [Symbol.asyncDispose]: async () => undefined,
};

export async function engineClient(runtime: Runtime, file: string): Promise<Client> {
  const running: RunningEngine = await startEngine(runtime, file);
  let count = 0;
  const held = async (): Promise<Held> => {
    const { names, timers, files, rssBytes } = await running.resources();
    return { handles: names.length, timers, files, rssKib: rssBytes / 1024 };
  };
  return {
    name: runtime.name,
    open: async ({ connect, timeouts = {}, pin, authority: signer }) => {
      count += 1;
      const id = `tunnel-${count}`;
      const defaults = specification(0);
      running.engine.start({
        ...defaults,
        id,
        connect: [...connect],
        timeouts: { ...defaults.timeouts, ...timeouts },
        ...(pin === undefined ? {} : { trust: pinned(pin.pem) }),
        ...(signer === undefined
          ? {}
          : { trust: authority(signer.certificate), revocation: { lists: [signer.list], ocsp: null } }),
      });
      const status = await running.until(id, ({ kind }) => kind === 'on' || kind === 'blocked');
      return {
        port: portOf(status),
        rssKib: async () => (await held()).rssKib,
        reload: async () => undefined,
        refresh: (reason) => running.engine.refresh(reason),
        [Symbol.asyncDispose]: () => running.engine.stop(id),
      };
    },
    held,
    [Symbol.asyncDispose]: running.close,
  };
}
