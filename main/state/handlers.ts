/** What main answers to each call of the contract. A call without a handler does not compile. */

import type { AppState } from '../../preload/app-state.ts';
import type { Handlers, Result } from '../../preload/contract.ts';
import type { ImportPreview } from '../../preload/import-preview.ts';
import { readLog } from '../diagnose/log/read-log.ts';
import type { FileSet } from '../profile/files/file-set.ts';
import type { Backups } from './backups.ts';
import type { ChosenFiles } from './chosen-files.ts';
import type { CommandLinks } from './command-link.ts';
import type { Connecting } from './connecting.ts';
import type { Controller } from './controller.ts';
import type { DiagnosisRequests } from './diagnosis-requests.ts';
import type { Fetching } from './fetching.ts';
import type { FolderCopies } from './folder-copy.ts';
import type { Imports } from './imports.ts';
import type { Kits } from './kits.ts';
import type { Launching } from './launching.ts';
import type { Many } from './many.ts';
import type { Programs } from './programs.ts';
import type { Removals } from './removals.ts';
import type { Reports } from './reports.ts';
import { done, success } from './result.ts';
import type { Sharing } from './sharing.ts';
import type { SshHosts } from './ssh-hosts.ts';
import type { Unsaved } from './unsaved.ts';
import type { VpnFiles } from './vpn-files.ts';
import type { Watching } from './watching.ts';

export interface HandlerPorts {
  readonly snapshot: () => AppState;
  readonly announced: () => Promise<void>;
  readonly controller: Controller;
  readonly removals: Removals;
  readonly many: Many;
  readonly reports: Reports;
  readonly folderCopies: FolderCopies;
  readonly unsaved: Unsaved;
  readonly imports: Imports;
  readonly launching: Launching;
  readonly connecting: Connecting;
  readonly programs: Programs;
  readonly diagnosis: DiagnosisRequests;
  readonly sshHosts: SshHosts;
  readonly commandLinks: CommandLinks;
  readonly sharing: Sharing;
  readonly watching: Watching;
  readonly backups: Backups;
  readonly kits: Kits;
  readonly fetching: Fetching;
  readonly chosenFiles: ChosenFiles;
  readonly vpnFiles: VpnFiles;
  readonly lookForUpdate: () => Result<undefined>;
  readonly licences: () => Result<{ readonly text: string }>;
  /** null when the person changed their mind. */
  readonly choose: (what: 'files' | 'folder') => Promise<Result<FileSet | null>>;
}

export type AppHandlers = Omit<Handlers, 'window.hidden'>;

export function createHandlers(ports: HandlerPorts): AppHandlers {
  const { snapshot, announced, controller, imports, launching, diagnosis, sharing, watching, backups } = ports;
  const choose = async (what: 'files' | 'folder'): Promise<Result<ImportPreview | null>> => {
    const chosen = await ports.choose(what);
    if (!chosen.ok || chosen.value === null) return chosen.ok ? success(null) : chosen;
    return imports.readSet(chosen.value);
  };
  return {
    'state.get': () => success(snapshot()),
    // The window's switch goes by what it asked for until this answer: the state is to be there first.
    async 'tunnel.start'({ profileId }) {
      const started = controller.start(profileId);
      await announced();
      return started;
    },
    'tunnel.stop': ({ profileId }) => controller.stop(profileId),
    'tunnel.check': ({ profileId }) => controller.check(profileId),
    'tunnel.look': ({ profileId }) => watching.look(profileId),
    'tunnel.endConnection': ({ profileId, number }) => watching.endConnection(profileId, number),
    'trust.saveCertificate': ({ profileId, sha256 }) => watching.saveCertificate(profileId, sha256),
    'log.read': ({ after }) => watching.readLog(after),
    'log.save': (wanted) => watching.saveLog(wanted),
    'tunnel.checkAll'() {
      controller.checkAll();
      return done;
    },
    'tunnel.hold': ({ profileId, held }) => controller.hold(profileId, held),
    'tunnel.openLoginPage': ({ profileId }) => diagnosis.openLoginPage(profileId),
    'trust.accept': ({ profileId, sha256 }) => controller.acceptCertificate(profileId, sha256),
    'profile.save': ({ profile, secrets }) => controller.saveProfile(profile, secrets),
    'profile.preview': ({ profile }) => sharing.preview(profile),
    'profile.planMany': (wanted) => ports.many.plan(wanted),
    'profile.changeMany': (wanted) => ports.many.change(wanted),
    'profile.duplicate': ({ profileId }) => controller.duplicate(profileId),
    'profile.place': ({ profileId, before, group }) => controller.placeProfile(profileId, { before, group }),
    'profile.chooseFile': ({ purpose }) => ports.chosenFiles.choose(purpose),
    'profile.giveOpenvpn': ({ profileId, ...openvpn }) => ports.vpnFiles.give(profileId, openvpn),
    'secret.give': (given) => controller.giveSecret(given),
    'profile.remove': async ({ profileId }) => {
      const removed = await ports.removals.remove(profileId);
      await imports.tidy();
      return removed;
    },
    'profile.undoRemove': ({ undoId }) => ports.removals.undo(undoId),
    'profile.expireRemove': ({ undoId }) => ports.removals.expire(undoId),
    'profile.useFreePort': ({ profileId }) => controller.useFreePort(profileId),
    'profile.export': ({ profileId }) => sharing.exportProfile(profileId),
    'import.choose': () => choose('files'),
    'import.chooseFolder': () => choose('folder'),
    'import.read': ({ name, text }) => imports.read(name, text),
    'import.fromServer': ({ address }) => ports.fetching.fromServer(address),
    'import.readSet': ({ name, files, openvpn }) =>
      imports.readSet({ name, files, notes: [], ...(openvpn === undefined ? {} : { openvpn }) }),
    'import.byHand': (server) => imports.byHand(server),
    async 'import.add'({ previewId, services }) {
      const openvpn = imports.openvpnOf(previewId);
      const added = imports.add(previewId, services);
      if (added.ok && openvpn !== null) await ports.vpnFiles.giveToOne(added.value.profileIds, openvpn);
      return added;
    },
    'import.cancel': ({ previewId }) => imports.cancel(previewId),
    'kit.open': () => ports.kits.open(),
    'kit.make': (request) => ports.kits.make(request),
    'kit.addProfiles': ({ kitId, client }) => ports.kits.addProfiles(kitId, client),
    'share.link': ({ profileIds }) => sharing.link(profileIds),
    'share.file': ({ profileIds }) => sharing.file(profileIds),
    'backup.save': ({ passphrase }) => backups.save(passphrase),
    'backup.open': () => backups.open(),
    'backup.restore': (request) => backups.restore(request),
    'folder.get': () => success(ports.folderCopies.view()),
    'folder.choose': () => ports.folderCopies.choose(),
    'folder.leave': () => ports.folderCopies.leave(),
    'folder.look': ({ name }) => ports.folderCopies.look(name),
    'demo.start': () => imports.startDemo(),
    'launch.connect': ({ profileId }) => ports.connecting.connect(profileId, 'window'),
    'launch.cancel': ({ profileId }) => ports.connecting.cancel(profileId),
    'launch.open': ({ profileId }) => launching.open(profileId),
    'launch.copy': ({ profileId }) => launching.copy(profileId),
    'command.find': () => ports.commandLinks.find(),
    'command.set': ({ isInstalled }) => ports.commandLinks.set(isInstalled),
    'ssh.setHost': ({ profileId, way }) => ports.sshHosts.set(profileId, way),
    'program.choose': ({ slot, client }) => ports.programs.choose(slot, client),
    'program.find': () => ports.programs.find(),
    'settings.save': ({ settings }) => ports.programs.saveSettings(settings),
    'update.look': () => ports.lookForUpdate(),
    'about.licences': () => ports.licences(),
    'diagnosis.start': ({ profileId }) => diagnosis.start(profileId),
    'diagnosis.cancel': ({ profileId }) => diagnosis.cancel(profileId),
    'diagnosis.copyReport': ({ profileId }) => diagnosis.copyReport(profileId),
    'diagnosis.openPage': ({ profileId }) => diagnosis.openPage(profileId),
    'diagnosis.readLog': ({ text }) => success(readLog(text)),
    'report.make': (wanted) => ports.reports.make(wanted),
    'report.save': ({ text }) => ports.reports.save(text),
    'window.unsaved'({ name }) {
      ports.unsaved.set(name);
      return done;
    },
    'notice.dismiss': ({ id }) => controller.dismissNotice(id),
  };
}
