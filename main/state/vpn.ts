/**
 * A VPN through a tunnel, in the right order: first is learnt where the servers are, then their addresses are left out of
 * the VPN, then the tunnel goes on, and only then the VPN. Down it goes the other way round. As long as the configuration
 * is in use the tunnel dials the addresses in it and no others.
 */

import { setTimeout as delay } from 'node:timers/promises';
import type { AppState, VpnView } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import type { OpenvpnText } from '../../preload/import-preview.ts';
import type { Profile } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { specificationOf } from '../profile/specification.ts';
import type { CarriedVpn, HeldHost } from '../specification.ts';
import { explain } from '../tunnel/explain.ts';
import { type Learnt, learnAddresses, newAddresses } from '../tunnel/learn-addresses.ts';
import type { FindRoutes } from '../tunnel/negotiation/routes.ts';
import { wayOutTo } from '../tunnel/way-out.ts';
import type { AppStateHolder } from './app-state.ts';
import { describeThrown, type Logger } from './logger.ts';
import { done, failure, success, unknownProfile } from './result.ts';
import type { KeptOpenvpn, VpnClient } from './vpn-client.ts';

export interface VpnsPorts {
  readonly state: AppStateHolder;
  readonly client: VpnClient;
  readonly findRoutes: FindRoutes;
  /** What the engine is told of this tunnel has changed. */
  readonly follow: (profileId: string) => void;
  /** Whether a profile that is gone may come back, and wants its files then. Left out: none does. */
  readonly isHeld?: (profileId: string) => boolean;
  readonly learn?: typeof learnAddresses;
  readonly wayTo?: (address: string) => ReturnType<typeof wayOutTo>;
  readonly log: Logger;
}

export interface Vpns {
  /** What the engine is told of the VPN of this profile; undefined: none runs through it. */
  carriedBy(profile: Profile): CarriedVpn | undefined;
  /**
   * Makes the configuration of the profile's VPN, before the tunnel is on. One that runs is ended first. null: the profile
   * starts none.
   */
  prepare(profileId: string): Promise<Result<undefined>> | null;
  /** The tunnel is reachable. */
  start(profileId: string): Promise<Result<undefined>>;
  /** The tunnel is about to be switched off; null: no VPN runs through it. */
  end(profileId: string): Promise<void> | null;
  /** Keeps a dropped configuration beside the one of before. */
  keep(profileId: string, openvpn: OpenvpnText): Promise<Result<KeptOpenvpn>>;
  /** Looks at names and files now and then; returns how to stop. */
  watch(): () => void;
}

export type OpenvpnProfile = Profile & { readonly openvpn: NonNullable<Profile['openvpn']> };

/** Whether Connect starts a VPN. */
export const startsVpn = (profile: Profile): profile is OpenvpnProfile =>
  profile.application === 'openvpn' && profile.openvpn !== undefined;

/** How often it is looked whether a name has other addresses. Servers move rarely, and every look is a query. */
const LOOK_MS = 60_000;
/** When a server is away its name is looked at at once, but not at every attempt to reach it. */
const HURRIED_MS = 10_000;

/** An address that nobody has (RFC 5737), and that every VPN for everything takes. Nothing is sent to it. */
const ANYWHERE = '192.0.2.1';
const ROUTES_GO_MS = 3000;
const ROUTES_LOOK_MS = 50;

const unknownWhere = (why: string) =>
  failure('failed', () => ({
    what: t('failure.vpn.unknownWhere.what'),
    why: t('failure.vpn.unknownWhere.why', { why }),
    next: t('failure.vpn.unknownWhere.next'),
  }));

export function createVpns(ports: VpnsPorts): Vpns {
  const { state, client, findRoutes, follow, learn = learnAddresses, wayTo = wayOutTo, log } = ports;
  const lookedAt = new Map<string, number>();
  const moved = new Map<string, readonly string[]>();

  const profileOf = (profileId: string): OpenvpnProfile | null => {
    const profile = state.profile(profileId)?.profile;
    return profile !== undefined && startsVpn(profile) ? profile : null;
  };

  const show = async (profileId: string): Promise<void> => {
    const profile = profileOf(profileId);
    const vpn: VpnView | null =
      profile === null ? null : { ...(await client.look(profile)), moved: moved.get(profileId) ?? [] };
    if (state.profile(profileId) !== undefined) state.change({ kind: 'vpn', profileId, vpn });
  };

  const where = (profile: Profile): Promise<Learnt> => learn(specificationOf(profile), findRoutes);

  /** A host that nobody can tell of now is where it was. */
  const withKnown = (profile: OpenvpnProfile, { held, errors }: Learnt): readonly HeldHost[] => {
    const missing = new Set(errors.flatMap((error) => (error.kind === 'dns' ? [error.host] : [])));
    return [...held, ...(client.held(profile) ?? []).filter(({ host }) => missing.has(host))];
  };

  const lookForMoves = async (profile: OpenvpnProfile): Promise<void> => {
    const held = client.held(profile);
    if (held === null) return;
    lookedAt.set(profile.id, performance.now());
    const fresh = newAddresses(held, (await where(profile)).held).map(({ host }) => host);
    const before = moved.get(profile.id) ?? [];
    if (fresh.join() === before.join()) return;
    moved.set(profile.id, fresh);
    if (fresh.length > 0)
      log.info(`${profile.name}: ${fresh.join(', ')}: new addresses, which the VPN does not leave out`);
    await show(profile.id);
  };

  const lookAround = (profiles: AppState['profiles'], isHurried: boolean): void => {
    for (const { profile, tunnel } of profiles) {
      if (!startsVpn(profile) || tunnel.status.kind !== 'on') continue;
      const isAway = tunnel.status.server.kind === 'unreachable';
      const age = performance.now() - (lookedAt.get(profile.id) ?? Number.NEGATIVE_INFINITY);
      if (age < (isHurried && isAway ? HURRIED_MS : LOOK_MS) || (isHurried && !isAway)) continue;
      void lookForMoves(profile).catch((thrown: unknown) => log.warn(`A name: ${describeThrown(thrown)}`));
    }
  };

  const prepareFor = async (profile: OpenvpnProfile): Promise<Result<undefined>> => {
    // Behind its own VPN nobody says where the server is outside.
    await endNow(profile);
    const learnt = await where(profile);
    const hosts = withKnown(profile, learnt);
    const [problem] = learnt.errors;
    if (hosts.length === 0) return unknownWhere(problem === undefined ? '' : explain(problem).what);
    const made = await client.make(profile, hosts);
    if (!made.ok) return made;
    moved.delete(profile.id);
    lookedAt.set(profile.id, performance.now());
    follow(profile.id);
    await show(profile.id);
    return done;
  };

  /** Ended, a VPN takes a moment to give its routes back: what is sent meanwhile would go into it. */
  const endNow = async (profile: OpenvpnProfile): Promise<void> => {
    const before = await wayTo(ANYWHERE);
    if (!(await client.end(profile)) || before === null || !before.isVpn) return;
    const until = performance.now() + ROUTES_GO_MS;
    while (performance.now() < until && (await wayTo(ANYWHERE))?.device === before.device) await delay(ROUTES_LOOK_MS);
  };

  /** Its VPN has no tunnel any more. */
  const removed = async (profileId: string, profile: OpenvpnProfile | null): Promise<void> => {
    if (profile !== null) await client.end(profile);
    if (ports.isHeld?.(profileId) !== true) await client.forget(profileId);
  };

  const vpns: Vpns = {
    carriedBy(profile) {
      if (profile.application !== 'openvpn') return undefined;
      return { held: startsVpn(profile) ? client.held(profile) : null };
    },

    prepare(profileId) {
      const profile = profileOf(profileId);
      return profile === null ? null : prepareFor(profile);
    },

    async start(profileId) {
      const profile = profileOf(profileId);
      return profile === null ? unknownProfile : client.start(profile);
    },

    end(profileId) {
      const profile = profileOf(profileId);
      return profile === null ? null : endNow(profile);
    },

    async keep(profileId, openvpn) {
      try {
        return success(await client.keep(profileId, openvpn));
      } catch (thrown) {
        log.error(`${openvpn.name} could not be kept: ${describeThrown(thrown)}`);
        return couldNotKeep;
      }
    },

    watch() {
      const showSafely = (profileId: string) =>
        void show(profileId).catch((thrown: unknown) => log.warn(`A VPN’s file: ${describeThrown(thrown)}`));
      /** For when one of them is removed. */
      const known = new Map<string, OpenvpnProfile>();
      const remember = (profile: Profile) => {
        if (startsVpn(profile)) known.set(profile.id, profile);
      };
      for (const { profile } of state.snapshot().profiles) {
        remember(profile);
        if (startsVpn(profile)) showSafely(profile.id);
      }
      const stopHearing = state.subscribe(({ changes }, { profiles }) => {
        for (const change of changes) {
          if (change.kind === 'profile') {
            remember(change.view.profile);
            showSafely(change.view.profile.id);
          }
          if (change.kind === 'profile-removed') {
            void removed(change.profileId, known.get(change.profileId) ?? null).catch((thrown: unknown) =>
              log.warn(`A VPN’s files: ${describeThrown(thrown)}`),
            );
            known.delete(change.profileId);
          }
        }
        if (changes.some(({ kind }) => kind === 'tunnel')) lookAround(profiles, true);
      });
      const timer = setInterval(() => lookAround(state.snapshot().profiles, false), LOOK_MS / 4);
      timer.unref();
      return () => {
        stopHearing();
        clearInterval(timer);
      };
    },
  };
  return vpns;
}

const couldNotKeep = failure('failed', () => ({
  what: t('failure.vpn.couldNotKeep.what'),
  why: t('failure.vpn.couldNotKeep.why'),
  next: t('failure.vpn.couldNotKeep.next'),
}));
