/** From profiles to the blocks of ~/.ssh/config. Pure. */
import type { Profile } from '../../../preload/types.ts';
import { targetOf } from '../target.ts';
import { hostBlock, type SshHost } from './host-block.ts';

export interface HostsWorld {
  readonly platform: NodeJS.Platform;
  /** The command line that joins standard input and output to a profile's server; null: it cannot be run from outside. */
  readonly connectCommand: ((profile: string) => readonly string[]) | null;
}

/** The block of one profile; null when it has none, or none can be made. */
export function sshHostOf(profile: Profile, all: readonly Profile[], world: HostsWorld): SshHost | null {
  const { sshConfig, identityFile } = profile;
  const target = targetOf(profile, world.platform);
  if (sshConfig === undefined || target === null) return null;
  const hasPort = profile.accept.length > 0;
  const command =
    sshConfig.way === 'command' || !hasPort ? (world.connectCommand?.(nameFor(profile, all)) ?? null) : null;
  if (command === null && !hasPort) return null;
  return {
    alias: sshConfig.alias,
    way:
      command === null
        ? { kind: 'port', host: target.host, port: Number(target.port) }
        : { kind: 'command', argv: command },
    hostKeyAlias: target.alias,
    user: profile.user,
    identityFiles: identityFile === undefined ? [] : [identityFile],
    onward: profile.onward ?? null,
  };
}

export const hostBlocks = (profiles: readonly Profile[], world: HostsWorld): readonly (readonly string[])[] =>
  profiles.flatMap((profile) => {
    const host = sshHostOf(profile, profiles, world);
    return host === null ? [] : [hostBlock(host, world.platform)];
  });

/** What a person would type for the profile, or its id where that could mean something else. */
function nameFor({ id, name }: Profile, all: readonly Profile[]): string {
  const same = all.filter((other) => other.name.toLowerCase() === name.toLowerCase());
  return same.length > 1 || name.startsWith('-') || name.includes(':') || /[\p{Cc}%]/u.test(name) ? id : name;
}
