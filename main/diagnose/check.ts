/** A check with what this computer has. */
import { getServers } from 'node:dns';
import { release } from 'node:os';
import type { FindRoutes } from '../tunnel/negotiation/routes.ts';
import { usualWitnesses } from './steps/witnesses.ts';
import { type CheckPorts, usualOtherPorts, usualPatience } from './tools.ts';

export interface CheckChoices {
  readonly findRoutes: FindRoutes;
  /** Whether hosts that have nothing to do with the server may be asked, when what answers may not be the server. */
  readonly asksOthers: boolean;
}

export function usualPorts({ findRoutes, asksOthers }: CheckChoices): CheckPorts {
  return {
    findRoutes,
    nameServers: getServers(),
    witnesses: asksOthers ? usualWitnesses : null,
    otherPorts: usualOtherPorts,
    patience: usualPatience,
    platform: process.platform,
    release: release(),
    now: Date.now,
  };
}
