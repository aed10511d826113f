/**
 * At login the app is there before the network is. For a while a server that cannot be reached yet is being checked, and
 * nothing else is said of it; then what is true is shown.
 */
import type { TunnelStatus } from '../../preload/types.ts';

const PATIENCE_MS = 20_000;

export interface PatiencePorts {
  /** Calls later, and gives how to cancel. */
  readonly after: (milliseconds: number, then: () => void) => () => void;
  /** Patience is over: shows the status that was held back. */
  readonly reveal: (profileId: string, status: TunnelStatus) => void;
}

export interface Patience {
  /** From now on, with these tunnels. */
  begin(profileIds: readonly string[]): void;
  /** Somebody waits for this one, and sees what is true. */
  end(profileId: string): void;
  /** What is shown of a status. */
  shown(profileId: string, status: TunnelStatus): TunnelStatus;
}

export function createPatience({ after, reveal }: PatiencePorts): Patience {
  const patient = new Set<string>();
  const heldBack = new Map<string, TunnelStatus>();

  const end = (profileId: string): void => {
    patient.delete(profileId);
    const status = heldBack.get(profileId);
    heldBack.delete(profileId);
    if (status !== undefined) reveal(profileId, status);
  };

  return {
    begin(profileIds) {
      for (const profileId of profileIds) patient.add(profileId);
      after(PATIENCE_MS, () => {
        for (const profileId of [...patient]) end(profileId);
      });
    },

    end,

    shown(profileId, status) {
      heldBack.delete(profileId);
      if (!patient.has(profileId) || status.kind !== 'on' || status.server.kind !== 'unreachable') return status;
      heldBack.set(profileId, status);
      return { ...status, server: { kind: 'checking' } };
    },
  };
}
