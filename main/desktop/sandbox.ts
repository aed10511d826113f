/** What is said instead of starting without Chromium's sandbox, where nobody has asked for that. Pure. */

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
export function refusalWithoutSandbox({ argv, env, uid }: Start): string | null {
  if (!env['APPIMAGE'] || !argv.includes('--no-sandbox')) return null;
  if (uid === 0 || env['ADIT_NO_SANDBOX'] === '1') return null;
  return 'This system lets no AppImage make the sandbox that Adit’s window runs in: install the .deb or .rpm instead, or allow it for all programs with “sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0”, or go without it with ADIT_NO_SANDBOX=1.';
}
