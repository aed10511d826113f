/** A tunnel's status in one line for menus and tooltips, which have no room for what to do about it. */
import { statusTitle } from '../../preload/status-words.ts';
import type { TunnelView } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';

/** For example `On · server reachable, 12 ms` or `Blocked: …`. */
export function statusText({ status, explanation, rule }: Pick<TunnelView, 'status' | 'explanation' | 'rule'>): string {
  const plain = statusTitle(status);
  const title = rule === undefined ? plain : t('networks.statusByRule', { status: plain, network: rule.network });
  return explanation === null
    ? title
    : t('tray.status', { status: title, why: explanation.what.replace(/[.。]$/, '') });
}
