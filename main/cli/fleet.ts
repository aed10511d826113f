/** The services that run, and how a new configuration takes their place. */
import { isDeepStrictEqual } from 'node:util';
import type { TunnelError } from '../../preload/types.ts';
import { internalError, TunnelFault } from '../tunnel/base/errors.ts';
import { explain } from '../tunnel/explain.ts';
import { prepareService } from '../tunnel/service.ts';
import type { LoadedService } from './load.ts';
import { type Log, level, type Say } from './log.ts';
import type { AskPassphrase } from './passphrase.ts';
import { type Prepared, Service } from './service.ts';
import { bindFailure } from './session-log.ts';

export type Preparation =
  | { readonly ok: true; readonly prepared: readonly Prepared[] }
  | { readonly ok: false; readonly messages: readonly string[] };

const reasonOf = (error: unknown): TunnelError => (error instanceof TunnelFault ? error.reason : internalError(error));

/** As often as stunnel asks (ctx.c). */
const MOST_ANSWERS = 3;

/** Reads certificates and keys and makes TLS contexts of them; what is wrong comes in stunnel's words. */
export async function prepare(services: readonly LoadedService[], ask: AskPassphrase): Promise<Preparation> {
  const prepared: Prepared[] = [];
  for (const service of services) {
    try {
      prepared.push(await prepareOne(service, ask));
    } catch (error) {
      const reason = reasonOf(error);
      const verdict = `Service [${service.specification.name}]: Failed to initialize TLS context`;
      const unasked = reason.kind === 'key-passphrase' && !reason.given ? ['Nobody has entered it on a terminal'] : [];
      return { ok: false, messages: [explain(reason).what, ...unasked, verdict, 'Configuration failed'] };
    }
  }
  return { ok: true, prepared };
}

async function prepareOne(service: LoadedService, ask: AskPassphrase): Promise<Prepared> {
  let { specification } = service;
  for (let answers = 0; ; answers += 1) {
    try {
      return { ...service, specification, context: await prepareService(specification) };
    } catch (error) {
      const reason = reasonOf(error);
      const { identity } = specification;
      if (reason.kind !== 'key-passphrase' || identity === undefined || answers === MOST_ANSWERS) throw error;
      const passphrase = await ask(reason.path, reason.given);
      if (passphrase === null) throw error;
      specification = { ...specification, identity: { ...identity, passphrase } };
    }
  }
}

export class Fleet {
  readonly #log: Log;
  readonly #say: Say;
  #services: Service[] = [];
  /** Services that the configuration has no more, for as long as their connections last. */
  readonly #retired = new Set<Service>();

  constructor(log: Log, say: Say) {
    this.#log = log;
    this.#say = say;
  }

  /**
   * Takes the place of what runs now. A service with the name and addresses of one that runs keeps its listener; all open
   * connections live on as they are. When a service cannot be bound, everything stays as it was, and false is returned.
   */
  async apply(prepared: readonly Prepared[]): Promise<boolean> {
    const before = this.#services;
    const free = new Set(before);
    const plan = prepared.map((next) => {
      const kept = [...free].find((service) => isSame(service.prepared, next));
      if (kept !== undefined) free.delete(kept);
      return { next, kept };
    });
    for (const service of free) await service.unbind();
    const started: Service[] = [];
    const services: Service[] = [];
    for (const { next, kept } of plan) {
      const service = kept ?? new Service(next, this.#log);
      services.push(service);
      if (kept !== undefined) continue;
      try {
        await service.listen();
        started.push(service);
      } catch (error) {
        this.#cannotBind(next, reasonOf(error));
        for (const other of started) await other.close();
        await this.#bindAgain(free);
        return false;
      }
    }
    for (const { next, kept } of plan) {
      kept?.adopt(next);
      // stunnel binds again, and programs wait for the line.
      kept?.tellBound();
    }
    for (const service of [...this.#retired, ...free]) {
      if (service.openConnections === 0) this.#retired.delete(service);
      else this.#retired.add(service);
    }
    this.#services = services;
    return true;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#services, ...this.#retired].map((service) => service.close()));
  }

  #cannotBind({ specification: { name } }: Prepared, reason: TunnelError): void {
    this.#say(level.notice, `Binding service [${name}] ${bindFailure(reason)}`);
    this.#say(level.error, `Binding service [${name}] failed`);
    this.#say(level.error, explain(reason).what);
  }

  async #bindAgain(services: ReadonlySet<Service>): Promise<void> {
    for (const service of services) {
      try {
        await service.listen();
      } catch (error) {
        this.#cannotBind(service.prepared, reasonOf(error));
      }
    }
  }
}

const isSame = (running: Prepared, next: Prepared): boolean =>
  running.specification.name === next.specification.name &&
  isDeepStrictEqual(running.specification.accept, next.specification.accept);
