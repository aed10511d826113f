/** What is said instead of starting without Chromium's sandbox, where nobody has asked for that. Pure. */
import { type Text, toSay } from '../../preload/words/text.ts';

export interface Start {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** null where users have no numbers. */
  readonly uid: number | null;
}

/**
 * An AppImage adds `--no-sandbox` by itself where the system lets it make no user namespaces, as Ubuntu 24.04 and later
 * (app-builder-lib, targets/appimage/appImageUtil.js). Then a sentence for people; else null. Root, for whom there is no
 * sandbox, has to type it.
 */
export function refusalWithoutSandbox({ argv, env, uid }: Start): Text | null {
  if (!env['APPIMAGE'] || !argv.includes('--no-sandbox')) return null;
  if (uid === 0 || env['ADIT_NO_SANDBOX'] === '1') return null;
  return toSay('dialog.noStart.sandbox', {
    command: 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
    switch: 'ADIT_NO_SANDBOX=1',
  });
}
