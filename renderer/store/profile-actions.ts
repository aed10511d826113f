/** What a person does with profiles and their tunnels. */
import type { Bridge, CallRequest, ChosenFile, FilePurpose, GivenSecret, Result } from '../../preload/contract.ts';
import type { LogReading } from '../../preload/diagnosis.ts';
import type { Explanation, Profile, SecretChanges, SshWay } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import { explained } from './request.ts';
import type { Answered, Requests } from './requests.ts';
import type { Begun, Sheets } from './sheets.ts';
import { type Cell, findProfile, type Sheet } from './state.ts';

export interface ProfileActions {
  switchTunnel(profileId: string, on: boolean): Promise<void>;
  /** Those that are not so yet. */
  switchMany(profileIds: readonly string[], on: boolean): Promise<void>;
  check(profileId: string): Promise<void>;
  /** Tries every server that is away now. */
  checkAll(): Promise<void>;
  /** Whether a server that is away is left alone until somebody asks for it. */
  hold(profileId: string, held: boolean): Promise<void>;
  /** Of the network that answers in place of the server. */
  openNetworkLogin(profileId: string): Promise<void>;
  moveToFreePort(profileId: string): Promise<void>;
  trust(profileId: string, sha256: string): Promise<Explanation | null>;
  save(profile: Profile, secrets?: SecretChanges): Promise<Explanation | null>;
  /** Saves what the tunnel waits for, and lets it try again. */
  saveAndTry(profile: Profile, secrets: SecretChanges): Promise<Explanation | null>;
  giveSecret(given: GivenSecret): Promise<Explanation | null>;
  chooseFor(purpose: FilePurpose): Promise<Answered<ChosenFile | null>>;
  /** Each that can be; why one could not. */
  remove(profileIds: readonly string[]): Promise<Explanation | null>;
  /** Removed profiles come back as they were. */
  undoRemove(undoIds: readonly string[]): Promise<void>;
  /** Nobody can ask for them any more. */
  expireRemove(undoIds: readonly string[]): void;
  /** Puts it before another one, or at the end, and in a group. */
  place(profileId: string, to: Omit<CallRequest<'profile.place'>, 'profileId'>): Promise<void>;
  duplicate(profileId: string): Promise<void>;
  /** Starts its program, or where there is none to start switches the tunnel on. */
  enter(profileId: string): void;
  /** Switches the tunnel on, waits for the server, and starts the program. */
  connectTo(profileId: string): Promise<void>;
  cancelConnect(profileId: string): Promise<void>;
  /** Checks the connection and shows it. */
  diagnose(profileId: string): Promise<void>;
  cancelDiagnosis(profileId: string): Promise<void>;
  /** Whether it was copied. */
  copyReport(profileId: string): Promise<boolean>;
  openLoginPage(profileId: string): Promise<void>;
  /** What a pasted log of stunnel says. */
  readLog(text: string): Promise<Answered<LogReading>>;
  /** Copies what there is to copy instead of a program. */
  launch(profileId: string): Promise<void>;
  copyCommand(profileId: string): Promise<boolean>;
  /** The profile's entry in ~/.ssh/config; null takes it away. */
  setSshHost(profileId: string, way: SshWay | null): Promise<void>;
}

const saveRequest = (profile: Profile, secrets: SecretChanges = {}): CallRequest<'profile.save'> =>
  Object.keys(secrets).length === 0 ? { profile } : { profile, secrets };

export function createProfileActions(bridge: Bridge, cell: Cell, sheets: Sheets, requests: Requests): ProfileActions {
  const { answered, done, told } = requests;

  /** Closes the sheet that made the request once it is done. */
  const closing = async (sheet: Sheet, request: Promise<Result<unknown>>): Promise<Explanation | null> => {
    const explanation = await done(request);
    if (explanation === null) sheets.closeIfOpen(sheet);
    return explanation;
  };

  const diagnosisOf = async (profileId: string, begun: Begun): Promise<void> => {
    const explanation = await done(bridge.diagnosis.start({ profileId }));
    if (explanation === null) begun.goOn({ kind: 'diagnosis', profileId });
    else requests.tell(explanation);
  };

  const actions: ProfileActions = {
    switchTunnel: (profileId, on) => told(on ? bridge.tunnel.start({ profileId }) : bridge.tunnel.stop({ profileId })),
    async switchMany(profileIds, on) {
      const isOn = (id: string) => (findProfile(cell.get(), id)?.tunnel.status.kind ?? 'off') !== 'off';
      await Promise.all(profileIds.filter((id) => isOn(id) !== on).map((id) => actions.switchTunnel(id, on)));
    },
    check: (profileId) => told(bridge.tunnel.check({ profileId })),
    checkAll: () => told(bridge.tunnel.checkAll()),
    hold: (profileId, held) => told(bridge.tunnel.hold({ profileId, held })),
    openNetworkLogin: (profileId) => told(bridge.tunnel.openLoginPage({ profileId })),
    moveToFreePort: (profileId) => told(bridge.profile.useFreePort({ profileId })),
    trust: (profileId, sha256) => closing({ kind: 'trust', profileId }, bridge.trust.accept({ profileId, sha256 })),

    save: (profile, secrets) =>
      closing({ kind: 'edit', profileId: profile.id }, bridge.profile.save(saveRequest(profile, secrets))),

    async saveAndTry(profile, secrets) {
      const explanation = await done(bridge.profile.save(saveRequest(profile, secrets)));
      if (explanation !== null) return explanation;
      const profileId = profile.id;
      return closing({ kind: 'identity', profileId }, bridge.tunnel.start({ profileId }));
    },

    giveSecret: (given) => closing({ kind: 'secret', profileId: given.profileId }, bridge.secret.give(given)),
    chooseFor: (purpose) => answered(bridge.profile.chooseFile({ purpose })),
    async remove(profileIds) {
      const [profileId = ''] = profileIds;
      const name = findProfile(cell.get(), profileId)?.profile.name ?? '';
      let failure: Explanation | null = null;
      const undoIds: string[] = [];
      // One after the other, so that undoing it the other way round puts each where it was.
      for (const id of profileIds) {
        const removed = await answered(bridge.profile.remove({ profileId: id }));
        if (!removed.ok) failure = removed.explanation;
        else if (removed.value.undoId !== null) undoIds.push(removed.value.undoId);
      }
      if (failure === null) {
        sheets.closeIfOpen({ kind: 'remove', profileId });
        sheets.closeIfOpen({ kind: 'remove-many', profileIds });
      }
      if (undoIds.length > 0)
        requests.say(
          profileIds.length === 1
            ? t('changes.removed', { name })
            : t('changes.removedMany', { count: undoIds.length }),
          undoIds,
        );
      return failure;
    },
    async undoRemove(undoIds) {
      for (const undoId of undoIds.toReversed()) await told(bridge.profile.undoRemove({ undoId }));
    },
    expireRemove(undoIds) {
      for (const undoId of undoIds) void explained(bridge.profile.expireRemove({ undoId }));
    },

    async duplicate(profileId) {
      const copied = await answered(bridge.profile.duplicate({ profileId }));
      if (copied.ok) cell.set({ selectedId: copied.value.profileId });
      else requests.tell(copied.explanation);
    },

    place: (profileId, to) => told(bridge.profile.place({ profileId, ...to })),
    enter(profileId) {
      const starts = findProfile(cell.get(), profileId)?.launch?.starts === true;
      void (starts ? actions.connectTo(profileId) : actions.switchTunnel(profileId, true));
    },

    async connectTo(profileId) {
      const begun = sheets.begun();
      const connected = await answered(bridge.launch.connect({ profileId }));
      if (!connected.ok) requests.tell(connected.explanation);
      else if (connected.value === 'broken') await diagnosisOf(profileId, begun);
    },

    diagnose: (profileId) => diagnosisOf(profileId, sheets.begun()),
    cancelDiagnosis: (profileId) => told(bridge.diagnosis.cancel({ profileId })),
    openLoginPage: (profileId) => told(bridge.diagnosis.openPage({ profileId })),
    readLog: (text) => answered(bridge.diagnosis.readLog({ text })),

    async copyReport(profileId) {
      const explanation = await done(bridge.diagnosis.copyReport({ profileId }));
      if (explanation !== null) requests.tell(explanation);
      return explanation === null;
    },

    cancelConnect: (profileId) => told(bridge.launch.cancel({ profileId })),
    launch: (profileId) => told(bridge.launch.open({ profileId })),

    setSshHost: (profileId, way) => told(bridge.ssh.setHost({ profileId, way })),

    async copyCommand(profileId) {
      const explanation = await done(bridge.launch.copy({ profileId }));
      if (explanation !== null) requests.tell(explanation);
      return explanation === null;
    },
  };
  return actions;
}
