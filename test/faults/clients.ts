/** The client ends that are compared: our engine in each runtime, and stunnel. */
import { readFileSync } from 'node:fs';
import type { Endpoint, TunnelSpecification } from '../../preload/types.ts';
import { type RunningEngine, type Runtime, startEngine } from '../engine/runtimes.ts';
import { pinned, portOf, specification } from '../engine/specification.ts';
import type { CertificateFiles } from '../peers/certificates.ts';
import { startStunnel } from '../peers/stunnel.ts';

/** In seconds; stunnel's defaults where nothing is said. */
export type Timeouts = Partial<TunnelSpecification['timeouts']>;

export interface TunnelOptions {
  readonly connect: readonly Endpoint[];
  readonly timeouts?: Timeouts;
  /** The only certificate that is accepted; without one any is. */
  readonly pin?: CertificateFiles;
}

/** A tunnel that listens. */
export interface TunnelEnd extends AsyncDisposable {
  readonly port: number;
  /** Memory of the client's process. */
  rssKib(): Promise<number>;
}

export interface Client extends AsyncDisposable {
  readonly name: string;
  open(options: TunnelOptions): Promise<TunnelEnd>;
  /** Sockets, timers and listeners of the engine's process, and its memory; null for a program that is not ours. */
  resources(): Promise<{ readonly handles: number; readonly rssKib: number } | null>;
}

const rssOf = (pid: number): number => {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
};

export const stunnelClient: Client = {
  name: 'stunnel',
  open: async ({ connect: [first, ...others], timeouts = {}, pin }) => {
    if (first === undefined) throw new Error('a tunnel needs an address');
    const running = await startStunnel({
      connect: `${first.host}:${first.port}`,
      extra: [
        'client = yes',
        ...others.map(({ host, port }) => `connect = ${host}:${port}`),
        ...Object.entries(timeouts).map(([name, seconds]) => `TIMEOUT${name} = ${seconds}`),
        ...(pin === undefined ? [] : ['verifyPeer = yes', `CAfile = ${pin.certificate}`]),
      ].join('\n'),
    });
    return { port: running.port, rssKib: async () => rssOf(running.pid), [Symbol.asyncDispose]: running.close };
  },
  resources: async () => null,
  [Symbol.asyncDispose]: async () => undefined,
};

export async function engineClient(runtime: Runtime, file: string): Promise<Client> {
  const running: RunningEngine = await startEngine(runtime, file);
  let count = 0;
  const resources = async () => {
    const { names, rssBytes } = await running.resources();
    return { handles: names.length, rssKib: rssBytes / 1024 };
  };
  return {
    name: runtime.name,
    open: async ({ connect, timeouts = {}, pin }) => {
      count += 1;
      const id = `tunnel-${count}`;
      const defaults = specification(0);
      running.engine.start({
        ...defaults,
        id,
        connect: [...connect],
        timeouts: { ...defaults.timeouts, ...timeouts },
        ...(pin === undefined ? {} : { trust: pinned(pin.pem) }),
      });
      const status = await running.until(id, ({ kind }) => kind === 'on' || kind === 'blocked');
      return {
        port: portOf(status),
        rssKib: async () => (await resources()).rssKib,
        [Symbol.asyncDispose]: () => running.engine.stop(id),
      };
    },
    resources,
    [Symbol.asyncDispose]: running.close,
  };
}
