/** *Install the command*: what the window asks and is told. */
import type { CommandLink, Result } from '../../preload/contract.ts';
import { failure, success } from './result.ts';

export type LinkResult =
  | { readonly kind: 'done'; readonly state: CommandLink }
  | { readonly kind: 'failed'; readonly why: string; readonly next: string };

export interface CommandLinkPorts {
  /** null: the command is installed in another way here. */
  readonly commandLink: {
    readonly find: () => Promise<CommandLink>;
    readonly install: () => Promise<LinkResult>;
    readonly remove: () => Promise<LinkResult>;
  } | null;
}

export interface CommandLinks {
  find(): Promise<Result<CommandLink | null>>;
  set(isInstalled: boolean): Promise<Result<CommandLink | null>>;
}

export const createCommandLinks = ({ commandLink }: CommandLinkPorts): CommandLinks => ({
  find: async () => success(commandLink === null ? null : await commandLink.find()),
  async set(isInstalled) {
    if (commandLink === null) return success(null);
    const done = await (isInstalled ? commandLink.install() : commandLink.remove());
    if (done.kind === 'done') return success(done.state);
    const what = isInstalled ? 'The command was not installed.' : 'The command was not removed.';
    return failure('failed', { what, why: done.why, next: done.next });
  },
});
