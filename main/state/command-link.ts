/** *Install the command*: what the window asks and is told. */

import type { CommandLink, Result } from '../../preload/contract.ts';
import { say } from '../../preload/words/say.ts';
import type { Text } from '../../preload/words/text.ts';
import { t } from '../../preload/words/words.ts';
import { failure, success } from './result.ts';

export type LinkResult =
  | { readonly kind: 'done'; readonly state: CommandLink }
  | { readonly kind: 'failed'; readonly why: Text; readonly next: Text };

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
    const { why, next } = done;
    return failure('failed', () => ({
      what: isInstalled ? t('failure.command.notInstalled') : t('failure.command.notRemoved'),
      why: say(why),
      next: say(next),
    }));
  },
});
