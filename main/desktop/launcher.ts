/** What programs are started with on this computer: what is installed, and the environment of the person's login shell. */
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ProgramChoices } from '../../preload/app-state.ts';
import type { Profile, Settings } from '../../preload/types.ts';
import type { ConnectCommand } from '../launch/by-socket.ts';
import { programChoices } from '../launch/choices.ts';
import type { Installed } from '../launch/client.ts';
import { findLink, installLink, type LinkWorld, removeLink } from '../launch/command-link.ts';
import { findInstalled, thisComputer } from '../launch/installed.ts';
import { askLoginShell } from '../launch/login-shell.ts';
import { type FoundClient, openvpnClient } from '../launch/openvpn-client.ts';
import { type LaunchPlan, planLaunch } from '../launch/plan.ts';
import { openTerminal, startDetached, type TerminalOutcome } from '../launch/start.ts';
import { withWholePath } from '../launch/whole-path.ts';
import type { CommandLinkPorts } from '../state/command-link.ts';

export interface Launcher {
  /** Looks this computer through; plans know what was found from then on. */
  findPrograms(): Promise<readonly ProgramChoices[]>;
  /** Resolves when this computer was looked through once. */
  ready(): Promise<void>;
  /** The OpenVPN client of the settings, else the first that was found; null: there is none, or nobody has looked yet. */
  openvpnClient(programs: Settings['programs']): FoundClient | null;
  plan(profile: Profile, programs: Settings['programs']): LaunchPlan | null;
  openTerminal(argv: readonly string[], programs: Settings['programs']): Promise<TerminalOutcome>;
  /** *Install the command*, on macOS. */
  readonly commandLink: CommandLinkPorts['commandLink'];
  /** Rejects when it cannot be started. */
  startProgram(argv: readonly string[]): Promise<void>;
}

export function createLauncher(
  platform: NodeJS.Platform,
  own: NodeJS.ProcessEnv,
  connectCommand: ConnectCommand,
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

  const link = async (): Promise<LinkWorld> => ({
    home: homedir(),
    path: (await environment())['PATH'] ?? '',
    launcher: join(process.resourcesPath ?? '', 'bin', 'adit'),
  });

  return {
    commandLink:
      platform === 'darwin'
        ? {
            find: async () => findLink(await link()),
            install: async () => installLink(await link()),
            remove: async () => removeLink(await link()),
          }
        : null,
    findPrograms: async () => programChoices(platform, await look()),
    ready: async () => void (installed ?? (await look())),
    openvpnClient: (programs) => openvpnClient({ platform, installed, programs }),
    plan: (profile, programs) => planLaunch(profile, { platform, installed, programs, connectCommand }),
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
