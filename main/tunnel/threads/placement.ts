/** Which thread serves a new connection. */

/**
 * The index of the thread with the fewest connections, of equals the first. The thread that accepts comes first: it has
 * nothing to hand over, so single connections stay there, and whatever comes beside one goes elsewhere.
 */
export function placeFor(connections: readonly number[]): number {
  return connections.indexOf(Math.min(...connections));
}

/** How many threads the engine may have beside the first: each costs memory, and two or three keep a fast line busy. */
export function helpersFor(processors: number): number {
  return Math.max(0, Math.min(2, processors - 1));
}
