/**
 * Notices that what a tunnel sends to its server goes into the VPN that the tunnel carries: long before the VPN does,
 * which waits for its own time-out, and without rights. Another VPN below the tunnel is no fault: it answers.
 */
import { connect } from 'node:net';
import type { TunnelSpecification } from '../specification.ts';
import { codeOf } from './base/errors.ts';
import { type WayOut, wayOutTo } from './way-out.ts';

/** An address that the tunnel dials. */
export interface WatchedTarget {
  readonly host: string;
  readonly port: number;
  /** An IP address. */
  readonly address: string;
}

export interface Loop extends WatchedTarget {
  /** The VPN's interface. */
  readonly device: string;
}

export interface WayWatchPorts {
  /** What the tunnel dials now. */
  readonly targets: () => readonly WatchedTarget[];
  /** Whether a program, such as the VPN, has a connection through the tunnel. */
  readonly isUsed: () => boolean;
  /** The loop that there is from now on; null: there is none any more. */
  readonly found: (loop: Loop | null) => void;
  readonly wayTo?: (address: string) => Promise<WayOut | null>;
  readonly answers?: (target: WatchedTarget) => Promise<boolean>;
}

const EVERY_MS = 500;
/** Names with more addresses are rare, and one of them is enough to see where the VPN's routes lead. */
const MOST = 6;
/** A first packet that is lost is sent again after a second (RFC 6298 2.1). */
const ANSWERS_WITHIN_MS = 1500;
/** A server that is away is not asked at every look. */
const ASK_AGAIN_MS = 10_000;

export class WayWatch {
  readonly #ports: Required<WayWatchPorts>;
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;
  #loop: Loop | null = null;
  /** Interfaces of VPNs by which the server answers, with the address that this computer has there. */
  #good = new Set<string>();
  /** When a silent way is asked again, by the monotonic clock. */
  readonly #silentUntil = new Map<string, number>();

  constructor(ports: WayWatchPorts) {
    this.#ports = { wayTo: wayOutTo, answers: answersTcp, ...ports };
  }

  get loop(): Loop | null {
    return this.#loop;
  }

  start(): void {
    if (this.#timer !== undefined) return;
    this.#timer = setInterval(() => void this.look(), EVERY_MS);
    this.#timer.unref();
    void this.look();
  }

  /** Nothing is found any more, and a loop is forgotten. */
  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#loop = null;
    this.#good.clear();
    this.#silentUntil.clear();
  }

  /** One look, unless one is under way. Never rejects. */
  async look(): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    try {
      const loop = await this.#find();
      if (this.#timer === undefined || (loop?.device === this.#loop?.device && loop?.address === this.#loop?.address))
        return;
      this.#loop = loop;
      this.#ports.found(loop);
    } finally {
      this.#isLooking = false;
    }
  }

  async #find(): Promise<Loop | null> {
    const { targets, wayTo } = this.#ports;
    const seen = new Set<string>();
    let loop: Loop | null = null;
    for (const target of targets().slice(0, MOST)) {
      const way = await wayTo(target.address);
      if (way?.device == null || !way.isVpn) continue;
      const name = `${way.device} ${way.localAddress}`;
      seen.add(name);
      if (loop === null && (await this.#isLoop(target, name))) loop = { ...target, device: way.device };
    }
    // An interface of that name may be another one when it comes back.
    this.#good = new Set([...this.#good].filter((name) => seen.has(name)));
    return loop;
  }

  async #isLoop(target: WatchedTarget, name: string): Promise<boolean> {
    if (this.#good.has(name)) return false;
    const key = `${name} ${target.address}`;
    const now = performance.now();
    const isKnown = this.#loop !== null && now < (this.#silentUntil.get(key) ?? 0);
    if (isKnown) return true;
    if (!this.#ports.isUsed() && this.#loop === null) return false;
    if (await this.#ports.answers(target)) {
      this.#good.add(name);
      return false;
    }
    this.#silentUntil.set(key, now + ASK_AGAIN_MS);
    return true;
  }
}

/** What a tunnel whose VPN leaves addresses out dials; null: nobody knows beforehand. */
export const watchedTargets = ({ vpn }: TunnelSpecification): readonly WatchedTarget[] | null =>
  vpn?.held?.flatMap(({ host, port, addresses }) => addresses.map((address) => ({ host, port, address }))) ?? null;

/** Whether anybody is there: a refusal is an answer, too. */
function answersTcp({ address, port }: WatchedTarget): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const settle = (isThere: boolean) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(isThere);
    };
    const timer = setTimeout(() => settle(false), ANSWERS_WITHIN_MS);
    socket.once('connect', () => settle(true));
    socket.once('error', (error) => settle(['ECONNREFUSED', 'ECONNRESET'].includes(codeOf(error))));
  });
}
