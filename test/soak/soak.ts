/** One engine, its three tunnels, and what happens to them. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Runtime } from '../engine/runtimes.ts';
import { type RunningEngine, startEngine } from '../engine/runtimes.ts';
import { pinned, portOf, specification } from '../engine/specification.ts';
import { startTlsService, type TlsService } from '../engine/tls-peer.ts';
import type { CertificateFiles } from '../peers/certificates.ts';
import { freePort } from '../peers/free-port.ts';
import { type Stunnel, startStunnel } from '../peers/stunnel.ts';
import { startTcpService, type TcpService } from '../peers/tcp.ts';
import { programs, type Random, SoakFailure } from './programs.ts';

export interface SoakOptions {
  readonly runtime: Runtime;
  /** The built engine. */
  readonly file: string;
  readonly certificate: CertificateFiles;
  readonly backend: { readonly port: number };
  readonly seed: number;
}

const PROGRAMS_AT_ONCE = 6;
const STOP_MS = 20_000;
const SHORT = { connect: 2, busy: 2, idle: 30, close: 5 };

/** mulberry32: small, and the same everywhere, so that a seed tells the whole story. */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export class Soak {
  readonly name: string;
  readonly #options: SoakOptions;
  readonly #engine: RunningEngine;
  readonly #random: Random;
  readonly #counts = new Map<string, number>();
  readonly #failures: string[] = [];
  readonly #steady: Stunnel;
  #shaken: Stunnel;
  readonly #shakenPort: number;
  readonly #bad: readonly (TlsService | TcpService)[];
  #localPort = 0;

  private constructor(
    options: SoakOptions,
    engine: RunningEngine,
    steady: Stunnel,
    shaken: Stunnel,
    bad: readonly (TlsService | TcpService)[],
  ) {
    this.name = options.runtime.name;
    this.#options = options;
    this.#engine = engine;
    this.#random = randomFrom(options.seed + options.runtime.name.length);
    this.#steady = steady;
    this.#shaken = shaken;
    this.#shakenPort = shaken.port;
    this.#bad = bad;
  }

  static async start(options: SoakOptions): Promise<Soak> {
    const { certificate, backend } = options;
    const server = { connect: backend.port, certificate: certificate.certificate, key: certificate.key };
    const bad = await Promise.all([
      startTcpService((socket) => socket.resume()),
      startTcpService((socket) => socket.once('data', () => socket.write(Buffer.alloc(300, 0x5a)))),
      startTcpService((socket) => socket.once('data', () => socket.resetAndDestroy())),
      startTlsService(certificate, (socket, raw) => socket.once('data', () => raw.resetAndDestroy())),
      startTlsService(certificate, (socket, raw) => socket.once('data', () => raw.end())),
    ]);
    return new Soak(
      options,
      await startEngine(options.runtime, options.file),
      await startStunnel(server),
      await startStunnel(server),
      bad,
    );
  }

  /** Until `end` by performance.now(). */
  async run(end: number): Promise<void> {
    const steady = await this.#open('steady', [this.#steady.port]);
    this.#localPort = await freePort();
    await this.#open('shaken', [this.#shakenPort]);
    const bad = await Promise.all(
      [...this.#bad.map(({ port }) => port), await freePort()].map((port, index) => this.#open(`bad-${index}`, [port])),
    );
    const goOn = () => performance.now() < end;
    await Promise.all([
      ...Array.from({ length: PROGRAMS_AT_ONCE }, () => this.#use(goOn, () => steady, 'steady')),
      ...Array.from({ length: PROGRAMS_AT_ONCE }, () => this.#use(goOn, () => this.#localPort, 'shaken')),
      ...bad.map((port) => this.#use(goOn, () => port, 'bad')),
      this.#shake(goOn),
    ]);
  }

  /** What the engine's process has open, and its memory. */
  async resources(): Promise<{ readonly handles: number; readonly rssKib: number }> {
    const { names, rssBytes } = await this.#engine.resources();
    return { handles: names.length, rssKib: rssBytes / 1024 };
  }

  async report(): Promise<string> {
    const { handles, rssKib } = await this.resources();
    const counts = [...this.#counts].toSorted().map(([what, count]) => `${what} ${count}`);
    return `${this.name}: ${counts.join(', ')}; ${handles} handles, ${(rssKib / 1024).toFixed(0)} MiB`;
  }

  /** Switches all tunnels off and looks at what is left. */
  async finish(): Promise<{ readonly failures: readonly string[]; readonly handles: number }> {
    const ids = ['steady', 'shaken', ...this.#bad.map((_, index) => `bad-${index}`), `bad-${this.#bad.length}`];
    for (const id of ids) await this.#stop(id);
    let handles = Number.POSITIVE_INFINITY;
    // Handles close on a later turn of the loop.
    for (let tries = 0; handles > 0 && tries < 50; tries++) {
      await delay(100);
      handles = (await this.resources()).handles;
    }
    return { failures: this.#failures, handles };
  }

  async close(): Promise<void> {
    await this.#engine.close();
    for (const server of [this.#steady, this.#shaken, ...this.#bad]) await server.close();
  }

  async #open(id: string, ports: readonly number[]): Promise<number> {
    this.#engine.engine.start({
      ...specification(0),
      id,
      accept: [{ host: '127.0.0.1', port: id === 'shaken' ? this.#localPort : 0 }],
      connect: ports.map((port) => ({ host: '127.0.0.1', port })),
      trust: pinned(this.#options.certificate.pem),
      timeouts: SHORT,
    });
    return portOf(await this.#engine.until(id, ({ kind }) => kind === 'on' || kind === 'blocked'));
  }

  async #use(goOn: () => boolean, port: () => number, where: string): Promise<void> {
    while (goOn()) {
      const program = programs[Math.floor(this.#random() * programs.length)];
      if (program === undefined) return;
      try {
        const result = await program.run(port(), this.#random);
        this.#count(`${where} ${result}`);
        if (where === 'steady' && result !== 'done')
          this.#failures.push(`${program.name} was broken on the steady tunnel`);
      } catch (error) {
        const text = error instanceof SoakFailure ? error.message : String(error);
        this.#failures.push(`${program.name} on the ${where} tunnel: ${text}`);
      }
      await delay(this.#random() * 50);
    }
  }

  async #shake(goOn: () => boolean): Promise<void> {
    try {
      await this.#shakeOn(goOn);
    } catch (error) {
      this.#failures.push(`shaking has ended: ${error instanceof Error ? error.message : error}`);
    }
  }

  async #shakeOn(goOn: () => boolean): Promise<void> {
    const { certificate, backend } = this.#options;
    while (goOn()) {
      await delay(1000 + this.#random() * 4000);
      const chance = this.#random();
      if (chance < 0.35) {
        this.#count('server restarts');
        this.#shaken.signal(this.#random() < 0.5 ? 'SIGKILL' : 'SIGTERM');
        await this.#shaken.close();
        await delay(this.#random() * 2000);
        this.#shaken = await startStunnel({
          accept: this.#shakenPort,
          connect: backend.port,
          certificate: certificate.certificate,
          key: certificate.key,
        });
      } else if (chance < 0.7) {
        this.#count('tunnel restarts');
        await this.#stop('shaken');
        await delay(this.#random() * 300);
        await this.#open('shaken', [this.#shakenPort]);
      } else {
        // A refresh drops the connections of all tunnels, also of the steady one.
        this.#count('checks');
        this.#engine.engine.check('shaken');
      }
    }
  }

  /** A tunnel that does not end is a failure, and the soak goes on. */
  async #stop(id: string): Promise<void> {
    const stopped = this.#engine.engine.stop(id).then(() => true);
    if (await Promise.race([stopped, delay(STOP_MS, false)])) return;
    this.#failures.push(`the ${id} tunnel did not stop in ${STOP_MS / 1000} s`);
  }

  #count(what: string): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
  }
}
