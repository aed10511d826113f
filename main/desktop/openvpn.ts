/** The OpenVPN clients of this computer, and the configurations that Adit makes for them: a folder for each profile. */

import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../preload/contract.ts';
import type { Profile } from '../../preload/types.ts';
import { sayClause } from '../../preload/words/say.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { inEnglish, t } from '../../preload/words/words.ts';
import { everything, without } from '../launch/openvpn/address-blocks.ts';
import { type CarryOutWorld, carryOut } from '../launch/openvpn/carry-out.ts';
import { clientForms } from '../launch/openvpn/clients.ts';
import { connectionName, type HandOver, planHandOver, stepLines } from '../launch/openvpn/hand-over.ts';
import type { FoundClient } from '../launch/openvpn-client.ts';
import type { HeldHost } from '../specification.ts';
import { describeThrown, type Logger } from '../state/logger.ts';
import { done, failure } from '../state/result.ts';
import { startsVpn } from '../state/vpn.ts';
import type { VpnClient } from '../state/vpn-client.ts';
import { deriveFor, keepReceived, openvpnOf } from './openvpn-files.ts';
import { openVpnRecords, replaceFile, type VpnRecord } from './openvpn-records.ts';

export interface OpenvpnOptions {
  readonly userData: string;
  readonly platform: NodeJS.Platform;
  readonly home: string;
  /** The login name of the person. */
  readonly user: string;
  /** Whether this process is the administrator's already. */
  readonly isAdministrator: boolean;
  /** This client, or for null the one of the settings, else the best; null: there is none, or nobody has looked yet. */
  readonly find: (client: string | null) => FoundClient | null;
  /** Resolves when this computer was looked through. */
  readonly ready: () => Promise<void>;
  readonly world: CarryOutWorld;
  readonly log: Logger;
}

const nameOf = ({ name, id }: Profile): string => connectionName(name, id);

/** What the configuration itself cannot keep back: everything but the tunnel's servers. */
function heldIpv6(profile: Profile, { client }: FoundClient, hosts: readonly HeldHost[]): readonly string[] {
  if (profile.openvpn?.blockIpv6 !== true || clientForms[client].knows.blockIpv6) return [];
  const servers = hosts.flatMap(({ addresses }) => addresses);
  return without(everything.ipv6, servers).map(({ address, prefix }) => `${address}/${prefix}`);
}

const fileIn = (folder: string, profile: Profile): string => join(folder, `${nameOf(profile)}.ovpn`);

/** `folder`: of the profile's files. Of what was made: the name in the client, and where the servers are. */
function handOverOf(
  profile: Profile,
  { client, program, isKnown, ...made }: FoundClient & { readonly isKnown: boolean } & Partial<VpnRecord>,
  folder: string,
  { platform, user, home, isAdministrator }: OpenvpnOptions,
): HandOver | null {
  return planHandOver({
    client,
    program,
    platform,
    name: made.name ?? nameOf(profile),
    file: fileIn(folder, profile),
    socket: join(folder, 'm.sock'),
    user,
    home,
    elevate: isAdministrator ? [] : ['sudo'],
    heldIpv6: heldIpv6(profile, { client, program }, made.hosts ?? []),
    isKnown,
  });
}

export function createOpenvpn(options: OpenvpnOptions): VpnClient {
  const { userData, platform, world, log } = options;
  const folderOf = (profileId: string): string => join(userData, 'openvpn', profileId.slice(0, 8));
  const records = openVpnRecords(folderOf);

  const fileOf = (profile: Profile): string => fileIn(folderOf(profile.id), profile);

  const derive = (profile: Profile, hosts: readonly HeldHost[]) =>
    deriveFor(profile, hosts, { platform, client: options.find(null)?.client ?? 'openvpn' });

  /** Whether the client has the configuration that was made last. */
  const hasIt = (profile: Profile, { client }: FoundClient): boolean => {
    const handed = records.of(profile)?.handed ?? null;
    return handed?.client === client && handed.digest === digests.get(profile.id);
  };

  const plan = (profile: Profile, found: FoundClient, isKnown: boolean, made: Partial<VpnRecord> = {}) =>
    handOverOf(profile, { ...found, isKnown, ...made }, folderOf(profile.id), options);
  /** Of the configurations that were made last. */
  const digests = new Map<string, string>();

  return {
    held: (profile) => records.of(profile)?.hosts ?? null,

    plan(profile) {
      if (!startsVpn(profile)) return null;
      const found = options.find(null);
      // As if the client had nothing yet: what is shown beforehand is all that may be done, and stays the same. It names no
      // addresses of the server.
      const planned = found === null ? null : plan(profile, found, false);
      if (found === null || planned === null) return null;
      const lines = stepLines(planned.start, { file: fileOf(profile) }, platform);
      return {
        label: toSay('launch.startVpn'),
        start: { kind: 'vpn', lines },
        by: clientForms[found.client].label,
        digest: createHash('sha256').update(JSON.stringify(lines)).digest('hex'),
        command: lines.join('\n'),
        lines: [],
        notes: planned.says === null ? [] : [planned.says],
      };
    },

    async look(profile) {
      await options.ready();
      const derived = await derive(profile, records.of(profile)?.hosts ?? []);
      const found = options.find(null);
      const client = found === null ? null : clientForms[found.client].label;
      if ('problem' in derived) return { client, notes: [], problem: derived.problem };
      return {
        client,
        notes: derived.notes,
        problem: found === null ? noClient(platform) : null,
      };
    },

    async make(profile, hosts) {
      await options.ready();
      const before = records.of(profile);
      // What the last connections still have to say to where the server was is for outside, too.
      const derived = await derive(profile, [...hosts, ...(before?.hosts ?? [])]);
      if ('problem' in derived) return failure('failed', () => derived.problem);
      if (options.find(null) === null) return failure('failed', () => noClient(platform));
      try {
        await replaceFile(fileOf(profile), derived.text);
        if (before !== null && before.name !== nameOf(profile)) {
          await rm(join(folderOf(profile.id), `${before.name}.ovpn`), { force: true });
        }
        await records.put(profile.id, {
          version: 1,
          source: openvpnOf(profile).path,
          name: nameOf(profile),
          hosts: hosts.map(({ host, port, addresses }) => ({ host, port, addresses: [...addresses] })),
          handed: before?.handed ?? null,
          startedBy: null,
        });
      } catch (thrown) {
        log.error(`The VPN's configuration could not be written: ${describeThrown(thrown)}`);
        return cannotWrite;
      }
      digests.set(profile.id, createHash('sha256').update(derived.text).digest('hex'));
      return done;
    },

    async start(profile): Promise<Result<undefined>> {
      const record = records.of(profile);
      const found = options.find(null);
      const planned =
        found === null ? null : plan(profile, found, hasIt(profile, found), { hosts: record?.hosts ?? [] });
      if (record === null || found === null || planned === null) return failure('failed', () => noClient(platform));
      const { client } = found;
      await records.put(profile.id, { ...record, startedBy: client });
      const outcome = await carryOut(planned.start, fileOf(profile), world);
      if (!outcome.ok) {
        log.warn(`${profile.name}: ${client}: ${inEnglish(() => sayClause(outcome.detail))}`);
        return didNotStart(clientForms[client].label, outcome.detail);
      }
      const handed = { client, digest: digests.get(profile.id) ?? '' };
      await records.put(profile.id, { ...record, startedBy: client, handed });
      return done;
    },

    async end(profile) {
      const record = records.of(profile);
      if (record === null || record.startedBy === null) return false;
      await options.ready();
      const by = options.find(record.startedBy);
      const outcome = await carryOut(
        (by === null ? null : plan(profile, by, true, record))?.stop ?? [],
        fileOf(profile),
        world,
      );
      if (!outcome.ok) log.warn(`${profile.name}: the VPN did not end: ${inEnglish(() => sayClause(outcome.detail))}`);
      await records
        .put(profile.id, { ...record, startedBy: null })
        .catch((thrown: unknown) => log.warn(`What is known of a VPN was not stored: ${describeThrown(thrown)}`));
      return true;
    },

    keep: (profileId, openvpn) => keepReceived(join(folderOf(profileId), 'received'), openvpn),

    async forget(profileId) {
      records.forget(profileId);
      await rm(folderOf(profileId), { recursive: true, force: true });
    },
  };
}

const noClient = (platform: NodeJS.Platform) => ({
  what: t('failure.vpn.noClient.what'),
  why: t('failure.vpn.noClient.why'),
  next:
    platform === 'darwin'
      ? t('failure.vpn.noClient.next')
      : platform === 'win32'
        ? t('failure.vpn.noClient.next.2')
        : t('failure.vpn.noClient.next.3'),
});

const cannotWrite = failure('failed', () => ({
  what: t('failure.vpn.unknownWhere.what'),
  why: t('failure.vpn.cannotWrite.why'),
  next: t('failure.vpn.cannotWrite.next'),
}));

const didNotStart = (label: string | Text, detail: string | Text) =>
  failure('failed', () => ({
    what: t('failure.vpn.didNotStart.what', { label: sayClause(label) }),
    why:
      detail === ''
        ? t('failure.vpn.didNotStart.why')
        : t('failure.vpn.didNotStart.why.2', { value: sayClause(detail).slice(0, 500) }),
    next: t('failure.vpn.didNotStart.next'),
  }));
