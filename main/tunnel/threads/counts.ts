/** Counts the traffic of a helper thread's connections until it is time to report it. */
import type { Counter } from '../connection/meter.ts';
import type { Count } from './messages.ts';

const REPORT_EVERY_MS = 250;

export class Counts {
  readonly #report: (counts: readonly Count[]) => void;
  readonly #changed = new Map<number, { sent: number; received: number }>();
  #timer: NodeJS.Timeout | null = null;

  constructor(report: (counts: readonly Count[]) => void) {
    this.#report = report;
  }

  /** For one connection. That it opens and closes is counted by who hands it over. */
  counterFor(connection: number): Counter {
    return {
      sent: (bytes) => {
        this.#of(connection).sent += bytes;
      },
      received: (bytes) => {
        this.#of(connection).received += bytes;
      },
      opened: () => undefined,
      closed: () => undefined,
    };
  }

  /** Reports what is outstanding. */
  flush(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    const counts = [...this.#changed].map(([connection, count]) => ({ connection, ...count }));
    this.#changed.clear();
    this.#report(counts);
  }

  #of(connection: number): { sent: number; received: number } {
    if (this.#timer === null) {
      this.#timer = setTimeout(() => this.flush(), REPORT_EVERY_MS);
      this.#timer.unref();
    }
    const known = this.#changed.get(connection);
    if (known !== undefined) return known;
    const count = { sent: 0, received: 0 };
    this.#changed.set(connection, count);
    return count;
  }
}
