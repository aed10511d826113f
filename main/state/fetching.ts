/** A server's configuration is brought by ssh, in a terminal: what ssh asks is not the window's to see. */

import type { Result } from '../../preload/contract.ts';
import { readSshAddress, sshUrl } from '../../preload/ssh-address.ts';
import { t } from '../../preload/words/words.ts';
import type { LaunchPorts } from './launching.ts';
import { done, failure } from './result.ts';

export interface FetchingPorts {
  readonly openTerminal: LaunchPorts['openTerminal'];
  /** The program's own command line for an address, `ssh://…`; its preview opens in this app. */
  readonly fetchLine: (url: string) => readonly string[];
}

export interface Fetching {
  /** Answered when the terminal is open. */
  fromServer(address: string): Promise<Result<undefined>>;
}

export const createFetching = ({ openTerminal, fetchLine }: FetchingPorts): Fetching => ({
  async fromServer(address) {
    const read = readSshAddress(address);
    if (read === null) return noAddress(address);
    const outcome = await openTerminal(fetchLine(sshUrl(read)));
    return outcome === 'opened' ? done : noTerminal(sshUrl(read));
  },
});

const noAddress = (address: string) =>
  failure('invalid-request', () => ({
    what: t('failure.fetching.noAddress.what', { address }),
    why: t('failure.fetching.noAddress.why'),
    next: t('failure.fetching.noAddress.next'),
  }));

const noTerminal = (url: string) =>
  failure('failed', () => ({
    what: t('failure.fetching.noTerminal.what'),
    why: t('failure.fetching.noTerminal.why'),
    next: t('failure.fetching.noTerminal.next', { url }),
  }));
