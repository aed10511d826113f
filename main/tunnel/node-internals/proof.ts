/** Proves the internals, once in a thread, and says which are in use. */
import { ownBuffers } from './accepted-handle.ts';
import type { Internal } from './internal.ts';
import { withSockets } from './loopback.ts';
import { peerAddress } from './peer-address.ts';
import { type InternalName, trust } from './proven.ts';
import { socketChannel } from './socket-channel.ts';
import { tlsReset } from './tls-reset.ts';

export interface InternalReport {
  readonly name: InternalName;
  readonly purpose: string;
  /** What is done where it is not in use. */
  readonly instead: string;
  /** Why it is not in use; null where it is. */
  readonly fault: string | null;
}

export const internals: readonly Internal[] = [ownBuffers, socketChannel, tlsReset, peerAddress];

let proofs: Promise<readonly InternalReport[]> | null = null;

/** Never rejects. Takes some milliseconds the first time; none is in use before. */
export function proveInternals(): Promise<readonly InternalReport[]> {
  proofs ??= Promise.all(internals.map(proveOne));
  return proofs;
}

const PATIENCE_MS = 2000;

/** Resolves when they are proven, or when that takes longer than a person should wait. */
export async function internalsReady(): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS);
    timer.unref();
  });
  await Promise.race([proveInternals(), late]);
  clearTimeout(timer);
}

/** Leaves all of them out for good, where none was proven yet. */
export function leaveInternalsOut(): void {
  proofs ??= Promise.resolve(internals.map((each) => reportOn(each, 'switched off')));
}

async function proveOne(internal: Internal): Promise<InternalReport> {
  try {
    await withSockets((keep) => internal.prove(keep));
    trust([internal.name]);
    return reportOn(internal, null);
  } catch (error) {
    return reportOn(internal, error instanceof Error ? error.message : String(error));
  }
}

const reportOn = ({ name, purpose, instead }: Internal, fault: string | null): InternalReport => ({
  name,
  purpose,
  instead,
  fault,
});

/** One line for a log. */
export function summaryOf(reports: readonly InternalReport[]): string {
  const missing = reports.filter(({ fault }) => fault !== null);
  if (missing.length === 0) return `below Node's interface: ${reports.map(({ name }) => name).join(', ')} in use`;
  const reasons = missing.map(({ name, fault, instead }) => `${name} (${fault}; ${instead})`);
  return `below Node's interface: without ${reasons.join(', without ')}`;
}
