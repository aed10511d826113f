/** Looks whether the server is there: when asked, and after a failure again and again, at growing distances. */
import { backoffMs } from './backoff.ts';
import type { ProbeResult } from './engine.ts';

export class Lookout {
  readonly #probe: (signal: AbortSignal) => Promise<ProbeResult> | null;
  readonly #learn: (result: ProbeResult) => void;
  #looking: AbortController | null = null;
  #again: NodeJS.Timeout | undefined;
  #failures = 0;

  /** `probe` never rejects, and gives null when there is nothing to look at. `learn` hears what was found. */
  constructor(probe: (signal: AbortSignal) => Promise<ProbeResult> | null, learn: (result: ProbeResult) => void) {
    this.#probe = probe;
    this.#learn = learn;
  }

  /** Unless a look is under way. */
  look(): void {
    if (this.#looking !== null) return;
    const looking = new AbortController();
    const found = this.#probe(looking.signal);
    if (found === null) return;
    clearTimeout(this.#again);
    this.#looking = looking;
    void found.then((result) => {
      if (this.#looking !== looking) return;
      this.#looking = null;
      this.#learn(result);
    });
  }

  /**
   * For when a look has failed: looks again after a while, which grows with every failure in a row up to `longestMs`, by
   * default a minute.
   */
  lookAgain(longestMs?: number): { readonly delayMs: number; readonly failures: number } {
    this.#failures += 1;
    const delayMs = backoffMs(this.#failures, Math.random(), longestMs);
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.look(), delayMs);
    this.#again.unref();
    return { delayMs, failures: this.#failures };
  }

  /** Nobody hears of a look that is under way, and there is no other one. */
  stop(): void {
    clearTimeout(this.#again);
    this.#looking?.abort();
    this.#looking = null;
  }

  /** The same, and the next failure is the first one. */
  forget(): void {
    this.stop();
    this.#failures = 0;
  }
}
