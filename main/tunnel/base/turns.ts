/** Whose turn it is among the addresses of a tunnel with failover = rr. */

export class Turns {
  #last: number;
  /** In ascending order. */
  #unused: number[] = [];

  /** stunnel starts its round robin anywhere. */
  constructor(start = Math.floor(Math.random() * 1024)) {
    this.#last = start;
  }

  next(): number {
    const unused = this.#unused.shift();
    if (unused !== undefined) return unused;
    this.#last += 1;
    return this.#last;
  }

  /** The turn of the next program, which stays its: for who only wants to know whether the server is there. */
  peek(): number {
    return this.#unused[0] ?? this.#last + 1;
  }

  /**
   * For a connection that no program has used: the next one takes its turn. Otherwise a server could be left with
   * connections made ahead of time, and another one get all the programs.
   */
  giveBack(turn: number): void {
    this.#unused = [...this.#unused, turn].toSorted((one, other) => one - other);
  }
}
