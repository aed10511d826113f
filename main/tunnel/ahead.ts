/** What a tunnel makes ahead of the next programs. It belongs to one context, and is made anew with another one. */
import type { Turns } from './base/turns.ts';
import { Spares } from './connection/spares.ts';
import { Standby } from './server/standby.ts';
import type { TunnelContext } from './server/tunnel-context.ts';

export class Ahead {
  readonly #turns: Turns;
  spares: Spares | null = null;
  standby: Standby | null = null;

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  make(context: TunnelContext): void {
    const { failover, spares } = context.specification;
    if (failover !== 'rr') this.standby = new Standby(context);
    if (spares !== undefined && spares.count > 0) this.spares = new Spares(context, spares, this.#turns);
  }

  async end(): Promise<void> {
    const ending = [this.spares?.close(), this.standby?.close()];
    this.spares = null;
    this.standby = null;
    await Promise.all(ending);
  }
}
