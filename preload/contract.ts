/**
 * Everything main and renderer say to each other, and nothing about how it travels. Types of the preload client, of
 * main's handlers and of the tests' doubles are derived from this one value; adding a call is one line here and one
 * schema in requests.ts, and a missing handler does not compile.
 */

import type { AppState } from './app-state.ts';
import type { FolderCopy, RestorePlan, SavedBackup } from './backup.ts';
import type { LogReading } from './diagnosis.ts';
import type {
  Difference,
  ImportAnswer,
  ImportPreview,
  OpenvpnText,
  RestoreChoice,
  ServerByHand,
  SetFile,
} from './import-preview.ts';
import type { KitRequest, MadeKit, OpenedKit } from './kit.ts';
import type { ManyChange } from './many-schemas.ts';
import type { SentPatch } from './sent-patch.ts';
import type {
  Explanation,
  LogLevel,
  LogLine,
  Note,
  Profile,
  ProgramSlot,
  SecretChanges,
  SecretField,
  Settings,
  SshWay,
  TrafficHistory,
  TunnelLook,
} from './types.ts';

/** A request of the renderer, answered by main. The type parameters exist for the compiler only. */
export interface Call<Request, Response> {
  readonly kind: 'call';
  readonly request?: Request;
  readonly response?: Response;
}

/** Something main tells the renderer. */
export interface Event<Payload> {
  readonly kind: 'event';
  readonly payload?: Payload;
}

const call = <Request, Response>(): Call<Request, Response> => ({ kind: 'call' });
const event = <Payload>(): Event<Payload> => ({ kind: 'event' });

/** A profile written as stunnel.conf. */
export interface ExportedProfile {
  /** Where the configuration is now. */
  readonly path: string;
  /** Names of the certificate files beside it. */
  readonly companions: readonly string[];
}

/** `notes` say what was left out; their `text` is the profile's name. */
export interface SharedLink {
  readonly link: string;
  readonly notes: readonly Note[];
}

export interface SharedFile {
  readonly path: string;
  readonly notes: readonly Note[];
}

export type FilePurpose = 'certificate' | 'key' | 'psk' | 'revocation' | 'authority' | 'openvpn';

/** `holds`: what was found in it; a certificate's file often has its key as well. */
export interface ChosenFile {
  readonly path: string;
  readonly holds:
    | 'certificate'
    | 'certificate-and-key'
    | 'pkcs12'
    | 'key'
    | 'psk'
    | 'revocation'
    | 'authority'
    | 'openvpn';
}

export interface GivenSecret {
  readonly profileId: string;
  readonly field: SecretField;
  readonly value: string;
  /** Of a password: goes into the profile. Left out: as it is. */
  readonly username?: string | null | undefined;
  /** Seal it with the system's key store, when there is one. */
  readonly remember: boolean;
}

/** `cancelled`: also when the person did not want the program to be started. `broken`: no program was started, and the tunnel's view says why. */
export type ConnectOutcome = 'opened' | 'broken' | 'cancelled';

/** The `adit` command of a system where nothing has installed it. `onPath`: a shell finds it. */
export type CommandLink =
  | { readonly kind: 'installed'; readonly file: string; readonly onPath: boolean }
  | { readonly kind: 'none' };

interface ManyProfiles {
  readonly profileIds: readonly string[];
  readonly change: ManyChange;
}

/** One profile of several that are changed at once. */
export interface ManyItem {
  readonly profileId: string;
  readonly differences: readonly Difference[];
  /** Secrets that are asked for again, because they would go somewhere else. */
  readonly lost: readonly SecretField[];
}

export type Navigation =
  | { readonly to: 'profile'; readonly profileId: string }
  | { readonly to: 'diagnosis'; readonly profileId: string }
  | { readonly to: 'import' };

export interface RequestError {
  readonly code: 'invalid-request' | 'forbidden' | 'not-found' | 'import' | 'read-only' | 'wrong-passphrase' | 'failed';
  readonly explanation: Explanation;
}

interface AboutProfile {
  readonly profileId: string;
}

interface AboutProfiles {
  readonly profileIds: readonly string[];
}

export const contract = {
  'state.get': call<undefined, AppState>(),
  'state.changed': event<SentPatch>(),
  'tunnel.start': call<AboutProfile, undefined>(),
  'tunnel.stop': call<AboutProfile, undefined>(),
  /** Probe the server now instead of at the next scheduled time. */
  'tunnel.check': call<AboutProfile, undefined>(),
  /** What there is to see now of its connections, its server's certificates and its last minutes. */
  'tunnel.look': call<AboutProfile, TunnelLook & { readonly history: TrafficHistory }>(),
  /** Ends one of its connections at once; `number` is that of the look. */
  'tunnel.endConnection': call<AboutProfile & { readonly number: number }, undefined>(),
  /** A certificate that the server showed or that the profile pins, as a PEM file. Main asks where. */
  'trust.saveCertificate': call<AboutProfile & { readonly sha256: string }, { readonly path: string } | null>(),
  /** The same for every server that is away. */
  'tunnel.checkAll': call<undefined, undefined>(),
  /** Whether a server that is away is left alone until somebody asks for it. */
  'tunnel.hold': call<AboutProfile & { readonly held: boolean }, undefined>(),
  /** In the browser, the page of the network that answers in place of the server. */
  'tunnel.openLoginPage': call<AboutProfile, undefined>(),
  /** Pin the certificate that blocks this tunnel; `sha256` is the fingerprint the person has seen. */
  'trust.accept': call<AboutProfile & { readonly sha256: string }, undefined>(),
  /** Secrets go with it: null forgets one, those that are left out stay. */
  'profile.save': call<{ readonly profile: Profile; readonly secrets?: SecretChanges | undefined }, undefined>(),
  /** Beside the original, with its secrets: a name and local ports of its own, and not started by itself. */
  /** The profile as it would be saved, as the stunnel.conf that it means. Nothing secret is in it. */
  'profile.preview': call<{ readonly profile: Profile }, { readonly text: string }>(),
  /** What a change of several profiles would change of each; nothing is changed. */
  'profile.planMany': call<ManyProfiles, { readonly items: readonly ManyItem[] }>(),
  /** All or nothing. */
  'profile.changeMany': call<ManyProfiles, undefined>(),
  'profile.duplicate': call<AboutProfile, { readonly profileId: string }>(),
  /** A server's .ovpn was dropped on the profile: Adit keeps a copy, and the profile is one for OpenVPN from now on. */
  'profile.giveOpenvpn': call<AboutProfile & OpenvpnText, undefined>(),
  /** Main opens the file dialog. Only files that were chosen in it, or came with an import, may be named in a profile. */
  'profile.chooseFile': call<{ readonly purpose: FilePurpose }, ChosenFile | null>(),
  /** The secret that a tunnel waits for; the tunnel tries again with it. */
  'secret.give': call<GivenSecret, undefined>(),
  /** Before another profile, or at the end of the list, and in a group. */
  'profile.place': call<AboutProfile & { readonly before: string | null; readonly group: string | null }, undefined>(),
  /** It can be had back, with its place, secrets and totals, until `expireRemove`; null where it cannot. */
  'profile.remove': call<AboutProfile, { readonly undoId: string | null }>(),
  'profile.undoRemove': call<{ readonly undoId: string }, undefined>(),
  'profile.expireRemove': call<{ readonly undoId: string }, undefined>(),
  /** Move the tunnel to a free local port and start it there. */
  'profile.useFreePort': call<AboutProfile, { readonly port: number }>(),
  /** Write the profile as a client stunnel.conf. Main asks where; null when the person cancelled, here and below. */
  'profile.export': call<AboutProfile, ExportedProfile | null>(),
  /** Main opens the file dialog: a configuration, several files, an archive, something that was shared. */
  'import.choose': call<undefined, ImportPreview | null>(),
  'import.chooseFolder': call<undefined, ImportPreview | null>(),
  'import.read': call<{ readonly name: string | null; readonly text: string }, ImportPreview>(),
  /** Where a server is, as somebody has filled it in; everything else is as it usually is, and shown before it is added. */
  'import.byHand': call<ServerByHand, ImportPreview>(),
  /** A dropped folder, archive, or several files: configurations, and the certificates that lie beside them. */
  /** Brings a server's configuration with the system's ssh, in a terminal; its preview opens when it is there. */
  'import.fromServer': call<{ readonly address: string }, undefined>(),
  'import.readSet': call<
    {
      readonly name: string | null;
      readonly files: readonly SetFile[];
      /** The first profile for OpenVPN that comes of the files starts this VPN, or the only one. */
      readonly openvpn?: OpenvpnText | undefined;
    },
    ImportPreview
  >(),
  /** All or nothing: what cannot be stored as a whole changes nothing. Services without an answer are left out. */
  'import.add': call<
    { readonly previewId: string; readonly services: readonly ImportAnswer[] },
    { readonly profileIds: readonly string[] }
  >(),
  'import.cancel': call<{ readonly previewId: string }, undefined>(),
  /** A file or a link was opened from outside the window. */
  'import.opened': event<ImportPreview>(),
  /** Something that was opened from outside the window could not be read. */
  'import.failed': event<RequestError>(),
  /** The folder of a server's kit. Main opens the dialog; null when the person cancelled, here and below. */
  'kit.open': call<undefined, OpenedKit | null>(),
  /** Makes a server's side, or changes what is there. */
  'kit.make': call<KitRequest, MadeKit | null>(),
  /** What a client of the kit gets, as an import; null: whoever comes. */
  'kit.addProfiles': call<{ readonly kitId: string; readonly client: string | null }, ImportPreview>(),
  /** Nothing secret is shared. */
  'share.link': call<AboutProfiles, SharedLink>(),
  'share.file': call<AboutProfiles, SharedFile | null>(),
  /** All profiles and settings in one file. Secrets are in it only with a passphrase. */
  'backup.save': call<{ readonly passphrase: string | null }, SavedBackup | null>(),
  'backup.open': call<undefined, RestorePlan | null>(),
  /** The folder that everything but secrets is copied to, for this person's other computers; null: there is none. */
  'folder.get': call<undefined, FolderCopy | null>(),
  /** Main asks which; null when the person cancelled. */
  'folder.choose': call<undefined, FolderCopy | null>(),
  'folder.leave': call<undefined, undefined>(),
  /** What another computer's copy has, as a backup that is restored. */
  'folder.look': call<{ readonly name: string }, RestorePlan>(),
  /** Another computer has changed its copy. */
  'backup.offered': event<RestorePlan>(),
  /** All or nothing. Without a passphrase, sealed secrets stay behind; a wrong one is the failure `wrong-passphrase`. */
  'backup.restore': call<
    {
      readonly planId: string;
      /** By the id in the backup; profiles without a choice go as suggested. */
      readonly choices: readonly { readonly profileId: string; readonly choice: RestoreChoice }[];
      /** Take over the settings as well. */
      readonly settings: boolean;
      readonly passphrase: string | null;
    },
    { readonly profileIds: readonly string[] }
  >(),
  /** Start the embedded demo server and preview its configuration like any other. */
  'demo.start': call<undefined, ImportPreview>(),
  /** Switches the tunnel on, waits until its server is reachable, and starts the program. Answered when that is over. */
  'launch.connect': call<AboutProfile, ConnectOutcome>(),
  /** Ends the waiting; a tunnel that was switched on for it is switched off again. */
  'launch.cancel': call<AboutProfile, undefined>(),
  'launch.open': call<AboutProfile, undefined>(),
  'launch.copy': call<AboutProfile, { readonly command: string }>(),
  /** The profile's entry in ~/.ssh/config, by the name that `ssh` takes; null takes it away. */
  'ssh.setHost': call<AboutProfile & { readonly way: SshWay | null }, { readonly alias: string } | null>(),
  /** null: the command is installed in another way, and here and below nothing is to be done. */
  'command.find': call<undefined, CommandLink | null>(),
  'command.set': call<{ readonly isInstalled: boolean }, CommandLink | null>(),
  /** Main asks where this client is, and takes it from then on; null when the person cancelled. */
  'program.choose': call<{ readonly slot: ProgramSlot; readonly client: string }, { readonly path: string } | null>(),
  /** Looks again for what is installed. */
  'program.find': call<undefined, undefined>(),
  /** Walks the way to the server; what is found is in the tunnel's view. Begins anew when one is under way. */
  'diagnosis.start': call<AboutProfile, undefined>(),
  'diagnosis.cancel': call<AboutProfile, undefined>(),
  /** The last check as text, without secrets. */
  'diagnosis.copyReport': call<AboutProfile, undefined>(),
  /** The log-in page that the last check has found, in the browser. */
  'diagnosis.openPage': call<AboutProfile, undefined>(),
  /** What stunnel has logged, pasted. */
  'diagnosis.readLog': call<{ readonly text: string }, LogReading>(),
  /** Looks for a newer version of the app now. What comes of it is in the state. */
  'update.look': call<undefined, undefined>(),
  /** The licences of everything that the app is made of. */
  'about.licences': call<undefined, { readonly text: string }>(),
  'settings.save': call<{ readonly settings: Settings }, undefined>(),
  /** Lines after a number, at most 500. */
  'log.read': call<{ readonly after: number }, { readonly lines: readonly LogLine[] }>(),
  /** The lines that are kept, of one profile or of all. Main asks where. */
  'log.save': call<
    { readonly profileId: string | null; readonly levels: readonly LogLevel[] },
    { readonly path: string } | null
  >(),
  /** The diagnostic report of a profile, or of all, with what is blotted out (docs/report.md). */
  'report.make': call<
    { readonly profileId: string | null; readonly hidesHosts: boolean; readonly hidesAddresses: boolean },
    { readonly text: string }
  >(),
  /** The text as the person has left it. Main asks where. */
  'report.save': call<{ readonly text: string }, { readonly path: string } | null>(),
  /** The profile that is edited and not saved, by its name: asked about before the app ends. null: none is. */
  'window.unsaved': call<{ readonly name: string | null }, undefined>(),
  /** The window is hidden, and the page is to say what it would take with it. */
  'window.hides': event<null>(),
  /** What was selected, and whether there is something that would be lost with the page, such as an open sheet. */
  'window.hidden': call<{ readonly selectedId: string | null; readonly isBusy: boolean }, undefined>(),
  'notice.dismiss': call<{ readonly id: string }, undefined>(),
  /** The tray asks the window to show something. */
  'window.navigate': event<Navigation>(),
} as const;

export type Contract = typeof contract;
type NamesOf<Kind> = { [Name in keyof Contract]: Contract[Name] extends Kind ? Name : never }[keyof Contract];
export type CallName = NamesOf<{ readonly kind: 'call' }>;
export type EventName = NamesOf<{ readonly kind: 'event' }>;
export type CallRequest<Name extends CallName> = Contract[Name] extends Call<infer Request, infer _> ? Request : never;
export type CallResponse<Name extends CallName> =
  Contract[Name] extends Call<infer _, infer Response> ? Response : never;
export type EventPayload<Name extends EventName> = Contract[Name] extends Event<infer Payload> ? Payload : never;

/** Failures are values: nothing is thrown across the boundary. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: RequestError };

/** What main implements, a function for each call. */
export type Handlers = {
  readonly [Name in CallName]: (
    request: CallRequest<Name>,
  ) => Promise<Result<CallResponse<Name>>> | Result<CallResponse<Name>>;
};

type Room<Name> = Name extends `${infer R}.${string}` ? R : never;
type Rest<Name, R extends string> = Name extends `${R}.${infer Tail}` ? Tail : never;
type Arguments<Request> = Request extends undefined ? [] : [request: Request];

/** `window.adit`: calls as `adit.tunnel.start({...})`, events as `adit.state.onChanged(listener)`. */
export type Bridge = {
  readonly [R in Room<keyof Contract>]: {
    readonly [Name in CallName as Rest<Name, R>]: (
      ...request: Arguments<CallRequest<Name>>
    ) => Promise<Result<CallResponse<Name>>>;
  } & {
    readonly [Name in EventName as `on${Capitalize<Rest<Name, R>>}`]: (
      listener: (payload: EventPayload<Name>) => void,
    ) => () => void;
  };
};

/** How the contract travels: Electron's IPC in the app, a pair of functions in tests. */
export interface Transport {
  request(name: CallName, request: unknown): Promise<unknown>;
  /** Calls the listener for each event of that name; returns how to stop. */
  subscribe(name: EventName, listener: (payload: unknown) => void): () => void;
}

/** Builds the client side from the contract. The only place where names become functions. */
export function createBridge(transport: Transport): Bridge {
  const bridge: Record<string, Record<string, unknown>> = {};
  for (const [name, { kind }] of Object.entries(contract)) {
    const [room = '', member = ''] = name.split('.');
    bridge[room] ??= {};
    if (kind === 'call') {
      bridge[room][member] = (request?: unknown) => transport.request(name as CallName, request);
    } else {
      bridge[room][`on${member[0]?.toUpperCase()}${member.slice(1)}`] = (listener: (payload: unknown) => void) =>
        transport.subscribe(name as EventName, listener);
    }
  }
  return bridge as Bridge;
}
