/** Notices that this computer has moved to another network, within a second where the system tells. */
import { readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { type Interfaces, networkFingerprint, noRoutes, type RouteTables } from './fingerprint.ts';
import { gather } from './gather.ts';
import { type ListenPorts, listen } from './listen.ts';
import { type Teller, tellerOf } from './tellers.ts';

/** How often is looked where nobody tells, and where somebody does who may have been cut off unnoticed. */
const POLL_MS = { untold: 1000, told: 30_000 } as const;
/** Clocks are set by less all the time; by more when the computer has slept, or the time is another one. */
const JUMP_MS = 20_000;

export interface WatchPorts {
  readonly platform: NodeJS.Platform;
  /** Once for everything that has happened within a moment. */
  readonly changed: () => void;
  readonly interfaces?: () => Interfaces;
  readonly routes?: () => RouteTables;
  readonly teller?: Teller | null;
  readonly start?: NonNullable<ListenPorts['start']>;
}

/** Linux' routes, as it says them itself; elsewhere nobody is asked. */
function systemRoutes(): RouteTables {
  const read = (file: string): string => {
    try {
      return readFileSync(file, 'latin1');
    } catch {
      return '';
    }
  };
  return { ipv4: read('/proc/net/route'), ipv6: read('/proc/net/ipv6_route') };
}

/** Returns how to stop. */
export function watchNetworkChanges({
  platform,
  changed,
  interfaces = networkInterfaces,
  routes = platform === 'linux' ? systemRoutes : () => noRoutes,
  teller = tellerOf(platform),
  start,
}: WatchPorts): () => void {
  const fingerprint = (): string => networkFingerprint(interfaces(), routes());
  let last = fingerprint();
  let isSure = false;
  let poll: NodeJS.Timeout | undefined;
  /** How far the clock is ahead of the time that passes; a computer that sleeps lets only the clock go on. */
  const ahead = (): number => Date.now() - performance.now();
  let lastAhead = ahead();

  const look = (): void => {
    const now = fingerprint();
    const isOther = now !== last;
    last = now;
    if (isOther || isSure) changed();
    isSure = false;
  };
  const gathered = gather(look);

  const pollEvery = (milliseconds: number): void => {
    clearInterval(poll);
    poll = setInterval(() => {
      const nowAhead = ahead();
      const hasJumped = Math.abs(nowAhead - lastAhead) > JUMP_MS;
      lastAhead = nowAhead;
      isSure ||= hasJumped;
      if (hasJumped || fingerprint() !== last) gathered.happened();
    }, milliseconds);
    poll.unref();
  };
  pollEvery(POLL_MS.untold);

  const stopListening =
    teller === null
      ? () => {}
      : listen(teller, {
          news(isFromSystem) {
            isSure ||= isFromSystem && teller.isSure;
            gathered.happened();
          },
          isTold: (told) => pollEvery(told ? POLL_MS.told : POLL_MS.untold),
          ...(start === undefined ? {} : { start }),
        });

  return () => {
    clearInterval(poll);
    gathered.stop();
    stopListening();
  };
}
