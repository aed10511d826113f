/** A TCP connection to each address, all at the same time. */
import { connect } from 'node:net';
import { codeOf } from '../../tunnel/base/errors.ts';
import type { Reach } from '../evidence.ts';

export interface Place {
  readonly host: string;
  readonly port: number;
  readonly address: string;
}

/** What is silent for so long has the code ETIMEDOUT. Never rejects. */
export function reachEach(places: readonly Place[], seconds: number, local?: string): Promise<readonly Reach[]> {
  return Promise.all(places.map((place) => reach(place, seconds, local)));
}

export function reach(place: Place, seconds: number, localAddress?: string): Promise<Reach> {
  const started = performance.now();
  return new Promise((resolve) => {
    const { address, port } = place;
    const socket = connect({ host: address, port, ...(localAddress === undefined ? {} : { localAddress }) });
    const settle = (outcome: Reach['outcome']) => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ host: place.host, port, address, outcome });
    };
    const since = () => performance.now() - started;
    const timer = setTimeout(() => settle({ kind: 'failed', code: 'ETIMEDOUT', ms: since() }), seconds * 1000);
    socket.once('connect', () => settle({ kind: 'open', ms: since() }));
    socket.once('error', (error) => settle({ kind: 'failed', code: codeOf(error), ms: since() }));
  });
}
