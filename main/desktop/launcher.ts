/** What programs are started with on this computer: what is installed, and the environment of the person's login shell. */
import type { ProgramChoices } from '../../preload/app-state.ts';
import type { Profile, Settings } from '../../preload/types.ts';
import { programChoices } from '../launch/choices.ts';
import type { Installed } from '../launch/client.ts';
import { findInstalled, thisComputer } from '../launch/installed.ts';
import { askLoginShell } from '../launch/login-shell.ts';
import { type FoundClient, openvpnClient } from '../launch/openvpn-client.ts';
import { type LaunchPlan, planLaunch } from '../launch/plan.ts';
import { openTerminal, startDetached, type TerminalOutcome } from '../launch/start.ts';
import { withWholePath } from '../launch/whole-path.ts';

export interface Launcher {
  /** Looks this computer through; plans know what was found from then on. */
  findPrograms(): Promise<readonly ProgramChoices[]>;
  /** Resolves when this computer was looked through once. */
  ready(): Promise<void>;
  /** The OpenVPN client of the settings, else the first that was found; null: there is none, or nobody has looked yet. */
  openvpnClient(programs: Settings['programs']): FoundClient | null;
  plan(profile: Profile, programs: Settings['programs']): LaunchPlan | null;
  openTerminal(argv: readonly string[], programs: Settings['programs']): Promise<TerminalOutcome>;
  /** Rejects when it cannot be started. */
  startProgram(argv: readonly string[]): Promise<void>;
}

export function createLauncher(
  platform: NodeJS.Platform,
  own: NodeJS.ProcessEnv,
  askShell: typeof askLoginShell = askLoginShell,
): Launcher {
  let installed: Installed | null = null;
  let asked: Promise<NodeJS.ProcessEnv> | null = null;
  /** Asked once: start files may take their time, and what they say does not change. */
  const environment = (): Promise<NodeJS.ProcessEnv> => {
    asked ??= askShell(platform, own).then((found) => ({ ...own, ...found }));
    return asked;
  };
  const look = async (): Promise<Installed> => {
    installed = await findInstalled(await environment());
    return installed;
  };

  const whole = async (argv: readonly string[]) =>
    withWholePath(argv, { ...thisComputer, platform, environment: await environment() });

  return {
    findPrograms: async () => programChoices(platform, await look()),
    ready: async () => void (installed ?? (await look())),
    openvpnClient: (programs) => openvpnClient({ platform, installed, programs }),
    plan: (profile, programs) => planLaunch(profile, { platform, installed, programs }),
    async openTerminal(argv, programs) {
      const world = { platform, installed: installed ?? (await look()), programs };
      return openTerminal(await whole(argv), world, startDetached(await environment()));
    },
    async startProgram(command) {
      const [program = '', ...argv] = await whole(command);
      await startDetached(await environment())(program, argv);
    },
  };
}
