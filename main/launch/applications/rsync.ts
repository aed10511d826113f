/** rsync's daemon. macOS has openrsync since 15.4, which knows --port, too. */
import { toSay } from '../../../preload/words/text.ts';
import { inTerminal, type Recipe } from '../client.ts';
import { quoteFor } from '../quote.ts';
import { bracketed, login, type Target } from '../target.ts';

/** A port in the address is understood by every rsync and by openrsync. */
const root = (target: Target): string => `rsync://${login(target, bracketed(target.host))}:${target.port}/`;

/** openrsync does without what only the rsync of samba.org is sure to know. */
const fetchOptions = ({ platform }: Target): readonly string[] =>
  platform === 'darwin' ? ['-a'] : ['-a', '--partial'];

export const rsync: Recipe = {
  label: toSay('launch.rsync'),
  clients: [
    {
      id: 'rsync',
      label: 'rsync',
      places: { linux: ['rsync'], darwin: ['rsync'], win32: ['rsync.exe'] },
      start: (target) => inTerminal('rsync', root(target)),
    },
  ],
  lines: (target) => [
    { label: toSay('launch.line.modules'), text: quoteFor(target.platform, ['rsync', root(target)]) },
    {
      label: toSay('launch.line.module'),
      text: quoteFor(target.platform, ['rsync', ...fetchOptions(target), `${root(target)}MODULE/`, 'FOLDER/']),
    },
  ],
};
