/**
 * The app without its window, its tray and Electron: what it knows, what can be asked of it, and how its parts are
 * joined. What it needs of the computer comes in from outside.
 */

import type { About, AppState } from '../../preload/app-state.ts';
import type { FilePurpose, Result } from '../../preload/contract.ts';
import type { Profile, Settings } from '../../preload/types.ts';
import { onLanguageChange } from '../../preload/words/words.ts';
import type { FileSet } from '../profile/files/file-set.ts';
import type { Engine, EngineEvent } from '../tunnel/engine.ts';
import { type AppStateHolder, createAppState, type Schedule } from './app-state.ts';
import { type BackupPorts, type Backups, createBackups } from './backups.ts';
import { type AskedFile, createChosenFiles } from './chosen-files.ts';
import { type CommandLinkPorts, createCommandLinks } from './command-link.ts';
import { type Connecting, createConnecting } from './connecting.ts';
import { type Controller, type ControllerPorts, createController } from './controller.ts';
import { createDiagnosing, type Diagnosing, type DiagnosingPorts } from './diagnosing.ts';
import { createDiagnosisRequests, type DiagnosisRequestsPorts } from './diagnosis-requests.ts';
import { createFetching, type FetchingPorts } from './fetching.ts';
import type { Files } from './files.ts';
import { createFolderCopies, type FolderCopies, type FolderCopyPorts } from './folder-copy.ts';
import { type AppHandlers, createHandlers } from './handlers.ts';
import { createImports, type ImportPorts, type Imports, type Readers } from './imports.ts';
import { createKits, type KitDisk } from './kits.ts';
import { createLaunching, type LaunchPorts, launchViewOf, type Plan } from './launching.ts';
import { createLogBook } from './log-book.ts';
import type { Logger } from './logger.ts';
import { createMany } from './many.ts';
import { createNetworkRules, type NetworkRules, type NetworkRulesPorts } from './network-rules.ts';
import type { ToNotice } from './notices.ts';
import type { Persistence } from './persistence.ts';
import { isPresetOf, managedStore, managedView, type Policy, policyNotices } from './policy.ts';
import { createProgramEnds, type ProgramEndPorts } from './program-ends.ts';
import { createPrograms, type ProgramPorts, type Programs } from './programs.ts';
import { createRemovals } from './removals.ts';
import { createReports, type Person } from './reports.ts';
import type { ReadOnlyReason } from './result.ts';
import type { SecretKeeper } from './secrets.ts';
import { createSharing } from './sharing.ts';
import { createSshHosts, type SshHostPorts, type SshHosts } from './ssh-hosts.ts';
import { createTrafficHistories, type TrafficTotals } from './traffic-history.ts';
import { keepTraffic } from './traffic-keeping.ts';
import { explainAgain, tunnelOff } from './tunnel-views.ts';
import { createUnsaved } from './unsaved.ts';
import { unwritten } from './unwritten.ts';
import { createVpns, type VpnsPorts } from './vpn.ts';
import type { VpnClient } from './vpn-client.ts';
import { createVpnFiles } from './vpn-files.ts';
import { createWatching } from './watching.ts';

/** What a person should know about a file that was read at the start. */
interface Found {
  readonly notices: readonly ToNotice[];
}

export interface AppPorts
  extends Pick<ControllerPorts, 'readText' | 'freePort' | 'ownAddresses' | 'onMemory'>,
    Pick<ImportPorts, 'startDemoServer' | 'portUse'>,
    Omit<LaunchPorts, 'log' | 'openTerminal' | 'startVpn'>,
    Pick<ProgramEndPorts, 'after'>,
    Pick<ProgramPorts, 'findPrograms' | 'chooseProgram'>,
    Pick<VpnsPorts, 'findRoutes'>,
    Pick<BackupPorts, 'sealing' | 'now'>,
    Pick<NetworkRulesPorts, 'findWhereabouts' | 'knock' | 'askToSwitchOn'>,
    Pick<DiagnosingPorts, 'check'>,
    Pick<DiagnosisRequestsPorts, 'openWebPage'>,
    Pick<FetchingPorts, 'fetchLine'>,
    SshHostPorts,
    CommandLinkPorts {
  readonly store: Persistence & Found & { readonly profiles: readonly Profile[]; readonly settings: Settings };
  readonly secrets: SecretKeeper & Found;
  readonly openEngine: (report: (event: EngineEvent) => void) => Engine;
  /** What the profile's application is started with; null when it has no address to connect to. */
  readonly planLaunch: (profile: Profile, programs: Settings['programs']) => Plan | null;
  readonly openTerminal: (
    argv: readonly string[],
    programs: Settings['programs'],
  ) => ReturnType<LaunchPorts['openTerminal']>;
  /** What an administrator has decided. */
  readonly policy: Policy;
  readonly vpnClient: VpnClient;
  readonly readers: Readers;
  readonly files: Files;
  readonly kitDisk: KitDisk;
  /** Each null when the person cancelled. */
  readonly choose: (what: 'files' | 'folder') => Promise<Result<FileSet | null>>;
  readonly chooseFor: (purpose: FilePurpose) => Promise<AskedFile | null>;
  /** Whether there is a public authority among the certificates of a PEM text. */
  readonly holdsPublicRoots: (pem: Uint8Array) => boolean;
  readonly about: About;
  /** Whose computer it is, for what is blotted out of reports. */
  readonly person: Person;
  /** Where a copy of everything but secrets is kept for other computers. */
  readonly folder: Pick<FolderCopyPorts, 'disk' | 'memory' | 'digest'>;
  /** Looks for a newer version of the app because a person asks. */
  readonly lookForUpdate: () => Result<undefined>;
  readonly licences: () => Result<{ readonly text: string }>;
  readonly newId: () => string;
  /** What went through tunnels day by day, from earlier runs of the app and for later ones. */
  readonly totals: { readonly stored: TrafficTotals; save(totals: TrafficTotals): void };
  /** When patches go out. */
  readonly schedule: Schedule;
  readonly log: Logger;
}

export interface App {
  readonly state: AppStateHolder;
  /** Why nothing of it may be written; null: it may. */
  readonly readOnly: ReadOnlyReason | null;
  /** What is known now of a profile's secrets. */
  readonly secretsOf: SecretKeeper['of'];
  readonly engine: Engine;
  readonly controller: Controller;
  readonly imports: Imports;
  readonly connecting: Connecting;
  readonly programs: Programs;
  readonly diagnosing: Diagnosing;
  readonly sshHosts: SshHosts;
  readonly networkRules: NetworkRules;
  /** This computer has woken up, or may be in another network. */
  readonly refresh: Engine['refresh'];
  /** All but what concerns the window itself. */
  readonly handlers: AppHandlers;
  readonly backups: Backups;
  readonly folderCopies: FolderCopies;
  /** The profile that is edited in the window and not saved, by its name; null: none is. */
  readonly unsaved: () => string | null;
  /** Ends every tunnel and the demo. */
  close(): Promise<void>;
}

function firstState(ports: AppPorts, store: AppPorts['store']): AppState {
  const { secrets } = ports;
  return {
    rev: 0,
    profiles: store.profiles.map((profile) => ({
      profile,
      tunnel: tunnelOff,
      launch: launchViewOf(ports.planLaunch(profile, store.settings.programs)),
      vpn: null,
      secrets: secrets.kept(profile.id),
    })),
    settings: store.settings,
    programs: [],
    managed: managedView(ports.policy),
    update: { kind: 'newest', since: null },
    place: null,
    canRemember: secrets.canRemember,
    notices: [],
    about: ports.about,
  };
}

/** Says what was found at the start, and everything again whenever the language is another one; returns how to stop. */
function sayFound(state: AppStateHolder, controller: Controller, { store, secrets, policy }: AppPorts): () => void {
  const found = [...store.notices, ...secrets.notices, ...policyNotices(policy)];
  for (const { level, text } of found) controller.notify(level, text);
  return onLanguageChange(() => {
    explainAgain(state);
    controller.sayAgain();
  });
}

export function createApp(given: AppPorts): App {
  let settings = () => given.store.settings;
  const book = createLogBook(given.log, given.now, () => settings().logLevel);
  const { readOnly } = given.store;
  const ports: AppPorts = { ...given, ...(readOnly === null ? {} : unwritten(given, readOnly)), log: book.log };
  const { files, vpnClient, check, now } = ports;
  const store = managedStore(ports.store, ports.policy);
  const state = createAppState(firstState(ports, store), ports.schedule);
  const profiles = () => state.current().profiles.map(({ profile }) => profile);
  settings = () => state.current().settings;
  const plan = (profile: Profile) => ports.planLaunch(profile, settings().programs);
  const launchView = (profile: Profile) => launchViewOf(plan(profile));

  const engine = ports.openEngine((event) => controller.handleEngineEvent(event));
  const chosenFiles = createChosenFiles(ports.chooseFor, ports.holdsPublicRoots);
  const controller = createController({
    ...ports,
    state,
    engine,
    persistence: store,
    launchView,
    isChosen: (path) => chosenFiles.has(path) || vpnFiles.has(path),
    vpnOf: (profile) => vpns.carriedBy(profile),
    beforeStop: (profileId) => vpns.end(profileId),
    switched: (profileId) => networkRules.switched(profileId),
  });
  const networkRules = createNetworkRules({ ...ports, state, switchByRule: controller.switchByRule });
  const vpns = createVpns({
    ...ports,
    state,
    client: vpnClient,
    follow: controller.follow,
    isHeld: (profileId) => removals.isHeld(profileId),
  });
  const vpnFiles = createVpnFiles({ state, vpns, controller, readOnly });
  const imports = createImports({
    ...ports,
    controller,
    profiles,
    isChosen: chosenFiles.has,
    isPublic: chosenFiles.isPublic,
  });
  const launching = createLaunching({
    ...ports,
    profile: state.profile,
    plan,
    startVpn: vpns.start,
    openTerminal: (argv) => ports.openTerminal(argv, settings().programs),
  });
  const { started } = createProgramEnds({ ...ports, state, stop: (profileId) => void controller.stop(profileId) });
  const connecting = createConnecting({ state, switches: controller, launching, started, prepare: vpns.prepare });
  const programs = createPrograms({ ...ports, state, launchView, save: controller.saveSettings });
  const diagnosing = createDiagnosing({
    state,
    resolve: controller.resolve,
    check,
    mayAskOthers: () => settings().checkOthers !== false,
    now,
  });
  const histories = createTrafficHistories(now, ports.totals.stored);
  const unsaved = createUnsaved();
  const removals = createRemovals({ ...ports, controller, histories, forget: vpnClient.forget });
  const stopKeeping = keepTraffic({ state, keep: () => ports.totals.save(histories.totals()), after: ports.after });
  const stopWatching = vpns.watch();
  const stopSaying = sayFound(state, controller, ports);
  const sshHosts = createSshHosts({ ...ports, state, save: controller.saveProfile, notify: controller.notify });
  const isManaged = isPresetOf(ports.policy);
  const backups = createBackups({ ...ports, controller, profiles, settings, isManaged, read: ports.readers.backup });
  const folderCopies = createFolderCopies({ ...ports, ...ports.folder, ...ports.person, state, backups, readOnly });
  const handlers = createHandlers({
    snapshot: state.snapshot,
    announced: state.announced,
    controller,
    removals,
    many: createMany({ ...ports, state, controller }),
    unsaved,
    reports: createReports({ ...ports, state, book }),
    imports,
    launching,
    connecting,
    programs,
    diagnosis: createDiagnosisRequests({ ...ports, diagnosing, state }),
    sshHosts,
    commandLinks: createCommandLinks(ports),
    sharing: createSharing({ profiles, files, mayRead: chosenFiles.has }),
    watching: createWatching({ state, engine, histories, book, files }),
    backups,
    folderCopies,
    ...theOtherEnd(ports, imports, (argv) => ports.openTerminal(argv, settings().programs)),
    chosenFiles,
    vpnFiles,
    choose: ports.choose,
    lookForUpdate: ports.lookForUpdate,
    licences: ports.licences,
  });
  return {
    state,
    readOnly,
    secretsOf: ports.secrets.of,
    engine,
    controller,
    imports,
    connecting,
    programs,
    diagnosing,
    sshHosts,
    networkRules,
    refresh(reason) {
      engine.refresh(reason);
      networkRules.look();
    },
    handlers,
    backups,
    folderCopies,
    unsaved: unsaved.name,
    async close() {
      diagnosing.close();
      removals.close();
      folderCopies.close();
      stopWatching();
      stopSaying();
      stopKeeping();
      // A VPN without its tunnel would leave the computer without a network.
      await Promise.all(profiles().map(({ id }) => vpns.end(id)));
      await Promise.all([engine.close(), imports.close()]);
    },
  };
}

/** Making servers, and fetching what they run with. */
const theOtherEnd = (ports: AppPorts, imports: Imports, openTerminal: FetchingPorts['openTerminal']) => ({
  fetching: createFetching({ fetchLine: ports.fetchLine, openTerminal }),
  kits: createKits({ ...ports, disk: ports.kitDisk, imports }),
});
