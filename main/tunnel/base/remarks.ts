/** The same remark about a server is worth a line in the log at most this often. */
const REPEAT_AFTER_MS = 3_600_000;

/** Which remarks are news: each connection makes them anew. One belongs to one context. */
export class Remarks {
  readonly #saidAt = new Map<string, number>();

  /** Whether to say it now; `now` in milliseconds of a clock that does not jump. */
  isNews(text: string, now: number): boolean {
    for (const [said, at] of this.#saidAt) if (now - at >= REPEAT_AFTER_MS) this.#saidAt.delete(said);
    if (this.#saidAt.has(text)) return false;
    this.#saidAt.set(text, now);
    return true;
  }
}
