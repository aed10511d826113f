/** One engine, its three tunnels, and what happens to them. */
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { TunnelSpecification } from '../../main/specification.ts';
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
  /** One that no tunnel accepts. */
  readonly wrongCertificate: CertificateFiles;
  readonly backend: { readonly port: number };
  readonly seed: number;
}

const PROGRAMS_AT_ONCE = 6;
const STOP_MS = 20_000;
/** A runtime opens a few files of its own when it first needs them; a leak of ours would be many after minutes. */
const RUNTIMES_FILES = 3;
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

/** Timers and descriptors of the process; handles keep it alive. */
interface Held {
  readonly handles: number;
  readonly timers: number;
  readonly files: number;
  readonly rssKib: number;
}

const NOTHING: Held = { handles: 0, timers: 0, files: 0, rssKib: 0 };

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
  /** How often everything was dropped as after sleep. */
  #resumes = 0;
  /** The engine has been told, and may not have heard it yet. */
  #isResuming = false;
  #changes = 0;
  #mostThreads = 0;
  /** What the process holds when its tunnels are off, noted before the work begins. */
  #idle: Held | null = null;

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
      startTcpService((socket) => untilEnd(socket)),
      startTcpService((socket) => untilEnd(socket).once('data', () => socket.write(Buffer.alloc(300, 0x5a)))),
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
    await this.#open('first', [this.#steady.port]);
    await this.#stop('first');
    await delay(2000);
    this.#idle = await this.resources();
    const steady = await this.#open('steady', [this.#steady.port], { spares: { count: 2, lifetime: 20 } });
    this.#localPort = await freePort();
    await this.#open('shaken', [this.#shakenPort]);
    const bad = await Promise.all(
      [...this.#bad.map(({ port }) => port), await freePort()].map((port, index) => this.#open(`bad-${index}`, [port])),
    );
    // A name that does not exist is answered late or early, as the system likes.
    bad.push(await this.#open('nowhere', [], { connect: [{ host: 'host.invalid', port: 443 }] }));
    const goOn = () => performance.now() < end;
    await Promise.all([
      ...Array.from({ length: PROGRAMS_AT_ONCE }, () => this.#use(goOn, () => steady, 'steady')),
      ...Array.from({ length: PROGRAMS_AT_ONCE }, () => this.#use(goOn, () => this.#localPort, 'shaken')),
      ...bad.map((port) => this.#use(goOn, () => port, 'bad')),
      this.#shake(goOn),
    ]);
  }

  /** What the engine's process has open, and its memory. */
  async resources(): Promise<Held> {
    const { names, timers, files, rssBytes, threads } = await this.#engine.resources();
    this.#mostThreads = Math.max(this.#mostThreads, threads);
    return { handles: names.length, timers, files: files.length, rssKib: rssBytes / 1024 };
  }

  async report(): Promise<string> {
    const { handles, timers, files, rssKib } = await this.resources();
    const counts = [...this.#counts].toSorted().map(([what, count]) => `${what} ${count}`);
    return `${this.name}: ${counts.join(', ')}; ${this.#mostThreads} threads at most, ${handles} handles, ${timers} timers, ${files} files, ${(rssKib / 1024).toFixed(0)} MiB`;
  }

  /** Switches all tunnels off and looks at what is left, beyond what the process held before the work began. */
  async finish(): Promise<{ readonly failures: readonly string[]; readonly left: Omit<Held, 'rssKib'> }> {
    const bad = this.#bad.map((_, index) => `bad-${index}`);
    for (const id of ['steady', 'shaken', 'nowhere', ...bad, `bad-${this.#bad.length}`]) await this.#stop(id);
    const idle = this.#idle ?? NOTHING;
    let left: Omit<Held, 'rssKib'> = NOTHING;
    // Handles close on a later turn of the loop, and a lookup may take seconds.
    for (let tries = 0; tries < 100; tries++) {
      await delay(100);
      const { handles, timers, files } = await this.resources();
      left = {
        handles: Math.max(0, handles - idle.handles),
        timers: Math.max(0, timers - idle.timers),
        files: Math.max(0, files - idle.files - RUNTIMES_FILES),
      };
      if (left.handles + left.timers + left.files === 0) break;
    }
    return { failures: this.#failures, left };
  }

  async close(): Promise<void> {
    await this.#engine.close();
    for (const server of [this.#steady, this.#shaken, ...this.#bad]) await server.close();
  }

  async #open(id: string, ports: readonly number[], changes: Partial<TunnelSpecification> = {}): Promise<number> {
    this.#engine.engine.start(this.#specification(id, ports, changes));
    return portOf(await this.#engine.until(id, ({ kind }) => kind === 'on' || kind === 'blocked'));
  }

  #specification(id: string, ports: readonly number[], changes: Partial<TunnelSpecification>): TunnelSpecification {
    return {
      ...specification(0),
      id,
      accept: [{ host: '127.0.0.1', port: id === 'shaken' ? this.#localPort : 0 }],
      connect: ports.map((port) => ({ host: '127.0.0.1', port })),
      trust: pinned(this.#options.certificate.pem),
      timeouts: SHORT,
      ...changes,
    };
  }

  async #use(goOn: () => boolean, port: () => number, where: string): Promise<void> {
    while (goOn()) {
      const program = programs[Math.floor(this.#random() * programs.length)];
      if (program === undefined) return;
      const resumes = this.#resumes;
      try {
        const result = await program.run(port(), this.#random);
        this.#count(`${where} ${result}`);
        const isExcused = this.#isResuming || resumes !== this.#resumes;
        if (where === 'steady' && result !== 'done' && !isExcused)
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
    const shakes = [
      () => this.#restartServer(),
      () => this.#restartServer(),
      () => this.#restartTunnel(),
      () => this.#restartTunnel(),
      () => this.#changeCertificate(),
      () => this.#changeProfile(),
      () => this.#wake(),
    ];
    while (goOn()) {
      await delay(500 + this.#random() * 2500);
      await shakes[Math.floor(this.#random() * shakes.length)]?.();
    }
  }

  async #restartServer(): Promise<void> {
    this.#count('server restarts');
    await this.#replaceServer(this.#options.certificate);
  }

  /** Kills the server, one way or another, and starts one in its place after a while. */
  async #replaceServer({ certificate, key }: CertificateFiles): Promise<void> {
    this.#shaken.signal(this.#random() < 0.5 ? 'SIGKILL' : 'SIGTERM');
    await this.#shaken.close();
    await delay(this.#random() * 2000);
    const { backend } = this.#options;
    this.#shaken = await startStunnel({ accept: this.#shakenPort, connect: backend.port, certificate, key });
  }

  async #restartTunnel(): Promise<void> {
    this.#count('tunnel restarts');
    await this.#stop('shaken');
    await delay(this.#random() * 300);
    await this.#open('shaken', [this.#shakenPort]);
  }

  /** A server that nobody trusts blocks the tunnel, and the right one comes back. */
  async #changeCertificate(): Promise<void> {
    this.#count('certificate changes');
    await this.#replaceServer(this.#options.wrongCertificate);
    this.#engine.engine.check('shaken');
    await this.#engine.until('shaken', ({ kind }) => kind === 'blocked');
    await this.#replaceServer(this.#options.certificate);
    this.#engine.engine.start(this.#specification('shaken', [this.#shakenPort], {}));
    await this.#engine.until('shaken', ({ kind }) => kind === 'on');
  }

  /** What changes live, and what needs a new listener. */
  async #changeProfile(): Promise<void> {
    this.#count('profile changes');
    this.#changes += 1;
    const timeouts = { ...SHORT, idle: SHORT.idle + this.#changes };
    if (this.#random() < 0.5) this.#localPort = await freePort();
    await this.#open('shaken', [this.#shakenPort], { timeouts, spares: { count: this.#changes % 3, lifetime: 5 } });
  }

  /** Sleep drops the connections of all tunnels; another network on which the addresses stay drops none. */
  async #wake(): Promise<void> {
    const reason = this.#random() < 0.3 ? 'resume' : 'network-change';
    this.#count(reason);
    this.#resumes += reason === 'resume' ? 1 : 0;
    this.#isResuming = reason === 'resume';
    this.#engine.engine.refresh(reason);
    // Messages are taken in their order: once this is answered, nobody who begins is affected any more.
    await this.#engine.resources();
    this.#resumes += this.#isResuming ? 1 : 0;
    this.#isResuming = false;
    this.#engine.engine.check('shaken');
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

/** Reads on and ends with its peer: half-open, as such services are, it would stay for ever and use up the files. */
function untilEnd(socket: Socket): Socket {
  socket.on('end', () => socket.end());
  return socket.resume();
}
