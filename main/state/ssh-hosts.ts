/** *Add to ~/.ssh/config*: the entries follow the profiles, whatever changes them. */

import type { Result } from '../../preload/contract.ts';
import type { Profile, SshWay } from '../../preload/types.ts';
import { say } from '../../preload/words/say.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { t } from '../../preload/words/words.ts';
import type { AppStateHolder } from './app-state.ts';
import { failure, success, unknownProfile } from './result.ts';

export type Written =
  | { readonly kind: 'written' | 'unchanged'; readonly file: string }
  | { readonly kind: 'failed'; readonly why: Text; readonly next: Text };

export interface SshHostPorts {
  /** A name for the profile that neither the person's own lines nor `taken` have. */
  readonly newAlias: (name: string, taken: ReadonlySet<string>) => Promise<string>;
  /** Makes the entries of these profiles all that Adit has in the file. Called again only when it has ended. */
  readonly writeHosts: (profiles: readonly Profile[]) => Promise<Written>;
}

export interface SshHosts {
  /** null takes the entry away. */
  set(profileId: string, way: SshWay | null): Promise<Result<{ readonly alias: string } | null>>;
  /** Resolves when the file has what the profiles say. */
  settled(): Promise<void>;
}

/** Equal to no entries, so that they are written the next time that something changes. */
const FAILED = '';

export function createSshHosts(
  ports: SshHostPorts & {
    readonly state: AppStateHolder;
    readonly save: (profile: Profile) => Promise<Result<undefined>>;
    readonly notify: (level: 'warning', text: Text) => void;
  },
): SshHosts {
  const { state, save } = ports;
  const profiles = (): readonly Profile[] => state.snapshot().profiles.map(({ profile }) => profile);
  /** What the entries are made of; other changes are none of the file's. */
  const entriesOf = (all: readonly Profile[]): string =>
    JSON.stringify(
      all
        .filter(({ sshConfig }) => sshConfig !== undefined)
        .map(({ id, name, sshConfig, identityFile, onward, user, accept, socket, connect, tls }) => [
          id,
          name,
          sshConfig,
          identityFile,
          onward,
          user,
          accept,
          socket,
          connect,
          tls.sni,
        ]),
    );
  /** What the file has; null: nobody has looked since the start. */
  let written: string | null = null;
  let last: Written | null = null;
  let queue: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    const now = entriesOf(profiles());
    if (now === written) return;
    // A file without entries of ours is nobody's business at the start.
    if (written === null && now === '[]') {
      written = now;
      return;
    }
    last = await ports.writeHosts(profiles());
    written = last.kind === 'failed' ? FAILED : now;
  };

  const follow = (isTold: boolean): Promise<void> => {
    queue = queue.then(write).then(() => {
      if (isTold && last?.kind === 'failed')
        ports.notify('warning', toSay('notice.because', { why: last.why, next: last.next }));
    });
    return queue;
  };

  let isSetting = false;
  state.subscribe(({ changes }, now) => {
    const isAbout = changes.some(({ kind }) => kind === 'profile' || kind === 'profile-removed');
    if (isAbout && !isSetting && entriesOf(now.profiles.map(({ profile }) => profile)) !== written) void follow(true);
  });

  return {
    async set(profileId, way) {
      const profile = state.profile(profileId)?.profile;
      if (profile === undefined) return unknownProfile;
      const { sshConfig: before, ...others } = profile;
      const taken = new Set(profiles().flatMap((one) => one.sshConfig?.alias ?? []));
      const alias = way === null ? null : (before?.alias ?? (await ports.newAlias(profile.name, taken)));
      isSetting = true;
      try {
        const next = alias === null || way === null ? others : { ...others, sshConfig: { alias, way } };
        const saved = await save(next);
        if (!saved.ok) return saved;
        await follow(false);
        if (last?.kind === 'failed') {
          // What the profile says is what is in the file.
          await save(profile);
          const { why, next } = last;
          return failure('failed', () => ({ what: t('failure.ssh.notChanged'), why: say(why), next: say(next) }));
        }
        return success(alias === null ? null : { alias });
      } finally {
        isSetting = false;
      }
    },

    async settled() {
      await follow(true);
    },
  };
}
