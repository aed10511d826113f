import { networkInterfaces } from 'node:os';

/** Whether this computer is in any network, so that there is anybody to ask besides itself. */
export const hasNetwork = (): boolean =>
  Object.values(networkInterfaces()).some((all) => all?.some(({ internal }) => !internal) === true);
