/** Starts a profile's application, or hands out its command. */

import type { LaunchView, ProfileView } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import { sayClause } from '../../preload/words/say.ts';
import { type Text, toSay } from '../../preload/words/text.ts';
import { inEnglish, t } from '../../preload/words/words.ts';
import type { Logger } from './logger.ts';
import { describeThrown } from './logger.ts';
import { done, failure, success, unknownProfile } from './result.ts';

/** The plan that the launch room makes of a profile. */
export interface Plan extends Omit<LaunchView, 'starts'> {
  /** null: there is nothing to start, the command goes to the clipboard. */
  readonly start:
    | { readonly kind: 'terminal' | 'program'; readonly argv: readonly string[] }
    | { readonly kind: 'url'; readonly url: string }
    /** A VPN; `lines`: what is run for it, as it is typed. */
    | { readonly kind: 'vpn'; readonly lines: readonly string[] }
    | null;
  /** Changes with what would be started. */
  readonly digest: string;
}

export interface LaunchPorts {
  /** `none`: there is no terminal to open; `unsuitable`: this command cannot be handed to one unchanged. */
  readonly openTerminal: (argv: readonly string[]) => Promise<'opened' | 'none' | 'unsuitable'>;
  /** Rejects when it cannot be started. */
  readonly startProgram: (argv: readonly string[]) => Promise<void>;
  readonly openUrl: (url: string) => Promise<void>;
  /** Shows what would be started, and asks whether it shall be. */
  readonly askToStart: (name: string, plan: Plan) => Promise<boolean>;
  readonly seenPlans: SeenPlans;
  readonly copy: (text: string) => Promise<void>;
  readonly startVpn: (profileId: string) => Promise<Result<undefined>>;
  readonly log: Logger;
}

/** What a person has seen and agreed to, by profile. */
export interface SeenPlans {
  has(profileId: string, digest: string): boolean;
  add(profileId: string, digest: string): void;
}

export interface Launching {
  /** Whether what this profile would start may be: it was shown before, or the person says so now. */
  agree(profileId: string): Promise<boolean>;
  open(profileId: string): Promise<Result<undefined>>;
  copy(profileId: string): Promise<Result<{ readonly command: string }>>;
}

const nothingToStart = failure('failed', () => ({
  what: t('failure.launch.nothingToStart.what'),
  why: t('failure.launch.nothingToStart.why'),
  next: t('failure.launch.nothingToStart.next'),
}));

const switchedOff = failure('failed', () => ({
  what: t('failure.launch.switchedOff.what'),
  why: t('failure.launch.switchedOff.why'),
  next: t('failure.launch.switchedOff.next'),
}));

const notAgreed = failure('failed', () => ({
  what: t('failure.launch.notAgreed.what'),
  why: t('failure.launch.notAgreed.why'),
  next: t('failure.launch.notAgreed.next'),
}));

const noTerminal = failure('failed', () => ({
  what: t('failure.launch.noTerminal.what'),
  why: t('failure.launch.noTerminal.why'),
  next: t('failure.launch.noTerminal.next'),
}));

const notForTerminal = failure('failed', () => ({
  what: t('failure.launch.notForTerminal.what'),
  why: t('failure.launch.notForTerminal.why'),
  next: t('failure.launch.notForTerminal.next'),
}));

const noBrowser = failure('failed', () => ({
  what: t('failure.launch.noBrowser.what'),
  why: t('failure.launch.noBrowser.why'),
  next: t('failure.launch.noBrowser.next'),
}));

const notStarted = (program: string | Text) =>
  failure('failed', () => ({
    what: t('failure.launch.notStarted.what', { program: sayClause(program) }),
    why: t('failure.launch.notStarted.why'),
    next: t('failure.launch.notStarted.next'),
  }));

export function createLaunching(
  ports: LaunchPorts & {
    readonly profile: (profileId: string) => ProfileView | undefined;
    readonly plan: (profile: ProfileView['profile']) => Plan | null;
  },
): Launching {
  const { seenPlans, log } = ports;

  const agreed = async (profileId: string, name: string, plan: Plan): Promise<boolean> => {
    if (plan.start === null || seenPlans.has(profileId, plan.digest)) return true;
    const isWanted = await ports.askToStart(name, plan);
    if (isWanted) seenPlans.add(profileId, plan.digest);
    return isWanted;
  };

  const copied = async <Outcome>(plan: Plan, outcome: Outcome): Promise<Outcome> => {
    await ports.copy(plan.command);
    return outcome;
  };

  const begin = async (plan: Plan): Promise<Result<undefined>> => {
    if (plan.start === null || plan.start.kind === 'vpn') return copied(plan, done);
    if (plan.start.kind === 'terminal') {
      const outcome = await ports.openTerminal(plan.start.argv);
      if (outcome === 'opened') return done;
      return copied(plan, outcome === 'none' ? noTerminal : notForTerminal);
    }
    try {
      await (plan.start.kind === 'url' ? ports.openUrl(plan.start.url) : ports.startProgram(plan.start.argv));
      return done;
    } catch (thrown) {
      log.warn(`${inEnglish(() => sayClause(plan.by ?? 'A program'))} did not start: ${describeThrown(thrown)}`);
      return plan.start.kind === 'url'
        ? noBrowser
        : copied(plan, notStarted(plan.by ?? toSay('failure.launch.theProgram')));
    }
  };

  return {
    async agree(profileId) {
      const view = ports.profile(profileId);
      const plan = view === undefined ? null : ports.plan(view.profile);
      return view === undefined || plan === null || agreed(profileId, view.profile.name, plan);
    },

    async open(profileId) {
      const view = ports.profile(profileId);
      if (view === undefined) return unknownProfile;
      const plan = ports.plan(view.profile);
      if (plan === null) return nothingToStart;
      if (plan.start !== null && view.tunnel.status.kind !== 'on') return switchedOff;
      if (!(await agreed(profileId, view.profile.name, plan))) return notAgreed;
      return plan.start?.kind === 'vpn' ? ports.startVpn(profileId) : begin(plan);
    },

    async copy(profileId) {
      const view = ports.profile(profileId);
      if (view === undefined) return unknownProfile;
      const plan = ports.plan(view.profile);
      if (plan === null) return nothingToStart;
      await ports.copy(plan.command);
      return success({ command: plan.command });
    },
  };
}

/** What the window gets of a plan. */
export const launchViewOf = (plan: Plan | null): LaunchView | null =>
  plan === null
    ? null
    : {
        label: plan.label,
        command: plan.command,
        starts: plan.start !== null,
        by: plan.by,
        lines: plan.lines,
        notes: plan.notes,
      };
