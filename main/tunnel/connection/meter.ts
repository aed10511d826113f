/** Counts a tunnel's traffic and reports it, at most four times a second and only when something changed. */
import type { Traffic } from '../../../preload/types.ts';

const REPORT_EVERY_MS = 250;

/** What is counted of a connection. */
export type Counter = Pick<Meter, 'sent' | 'received' | 'opened' | 'closed'>;

export class Meter {
  #sent = 0;
  #received = 0;
  #openConnections = 0;
  #totalConnections = 0;
  #timer: NodeJS.Timeout | null = null;
  readonly #report: (traffic: Traffic) => void;

  constructor(report: (traffic: Traffic) => void) {
    this.#report = report;
  }

  /** User data to the server. */
  sent(bytes: number): void {
    this.#sent += bytes;
    this.#changed();
  }

  /** User data from the server. */
  received(bytes: number): void {
    this.#received += bytes;
    this.#changed();
  }

  opened(): void {
    this.#openConnections += 1;
    this.#totalConnections += 1;
    this.#changed();
  }

  closed(): void {
    this.#openConnections -= 1;
    this.#changed();
  }

  /** Reports what is outstanding; nothing is reported later unless something is counted. */
  flush(): void {
    if (this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#report({
      sent: this.#sent,
      received: this.#received,
      openConnections: this.#openConnections,
      totalConnections: this.#totalConnections,
    });
  }

  #changed(): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => this.flush(), REPORT_EVERY_MS);
    this.#timer.unref();
  }
}
