/** Starts a profile's application, or hands out its command. */

import type { ProfileView } from '../../preload/app-state.ts';
import type { Result } from '../../preload/contract.ts';
import type { Logger } from './logger.ts';
import { describeThrown } from './logger.ts';
import { done, failure, success, unknownProfile } from './result.ts';

/** The plan that the launch room makes of a profile. */
export interface Plan {
  readonly kind: 'terminal' | 'browser' | 'copy';
  readonly argv: readonly string[];
  readonly command: string;
}

export interface LaunchPorts {
  readonly profile: (profileId: string) => ProfileView | undefined;
  readonly plan: (profile: ProfileView['profile']) => Plan | null;
  /** `none`: there is no terminal to open; `unsuitable`: this command cannot be handed to one unchanged. */
  readonly openTerminal: (argv: readonly string[]) => Promise<'opened' | 'none' | 'unsuitable'>;
  readonly openBrowser: (url: string) => Promise<void>;
  readonly copy: (text: string) => Promise<void>;
  readonly log: Logger;
}

export interface Launching {
  open(profileId: string): Promise<Result<undefined>>;
  copy(profileId: string): Promise<Result<{ readonly command: string }>>;
}

const nothingToStart = failure('failed', {
  what: 'There is nothing to start for this profile.',
  why: 'Its application has no command.',
  next: 'Choose another application in the profile.',
});

const switchedOff = failure('failed', {
  what: 'The tunnel is off.',
  why: 'The program would find nobody at the local address.',
  next: 'Switch the tunnel on first.',
});

const noTerminal = failure('failed', {
  what: 'No terminal was found on this computer; the command was copied instead.',
  why: 'None of the terminal programs that Adit knows is installed.',
  next: 'Open a terminal and paste the command.',
});

const notForTerminal = failure('failed', {
  what: 'The command was copied instead of started.',
  why: 'It holds characters that cmd.exe would change on the way, such as a percent sign in a name.',
  next: 'Open PowerShell and paste the command.',
});

const noBrowser = failure('failed', {
  what: 'The browser could not be opened.',
  why: 'The system has no program for web addresses, or it did not start.',
  next: 'Copy the command and use its address.',
});

export function createLaunching(ports: LaunchPorts): Launching {
  return {
    async open(profileId) {
      const view = ports.profile(profileId);
      if (view === undefined) return unknownProfile;
      const plan = ports.plan(view.profile);
      if (plan === null) return nothingToStart;
      if (plan.kind === 'copy') {
        await ports.copy(plan.command);
        return done;
      }
      if (view.tunnel.status.kind !== 'on') return switchedOff;
      if (plan.kind === 'browser') {
        try {
          await ports.openBrowser(plan.argv[0] ?? '');
          return done;
        } catch (thrown) {
          ports.log.warn(`The browser did not open: ${describeThrown(thrown)}`);
          return noBrowser;
        }
      }
      const outcome = await ports.openTerminal(plan.argv);
      if (outcome === 'opened') return done;
      await ports.copy(plan.command);
      return outcome === 'none' ? noTerminal : notForTerminal;
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
