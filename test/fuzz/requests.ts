/** A valid request of each call, to be damaged, and what is valid all the same. */
import type { CallName, CallRequest } from '../../preload/contract.ts';
import type { KitRequest } from '../../preload/kit.ts';
import { requestSchemas } from '../../preload/requests.ts';
import type { Profile } from '../../preload/types.ts';

const anId = '00000000-0000-4000-8000-000000000000';

/** A call without one does not compile. */
export function validRequests(profile: Profile): { readonly [Name in CallName]: CallRequest<Name> } {
  const { id: profileId } = profile;
  const about = { profileId };
  const sha256 = Array(32).fill('AB').join(':');
  const answer = {
    key: '0',
    name: 'A',
    application: 'ssh',
    host: 'a.example',
    remotePort: 443,
    localPort: 2222,
    user: null,
  } as const;
  const file = { path: 'stunnel.conf', bytes: new Uint8Array([65]) };
  const kit: KitRequest = {
    kitId: anId,
    answers: {
      host: 'a.example',
      services: [{ name: 'ssh', application: 'ssh', host: '127.0.0.1', port: 22, accept: 443 }],
      platform: 'debian',
      certificate: { kind: 'self-signed', days: 30 },
      clients: 'none',
      page: { kind: 'none' },
    },
    add: [{ name: 'anna', passphrase: null }],
    revoke: ['bob'],
    renew: 'no',
    form: 'folder',
  };
  return {
    'state.get': undefined,
    'tunnel.start': about,
    'tunnel.stop': about,
    'tunnel.check': about,
    'tunnel.checkAll': undefined,
    'tunnel.hold': { profileId, held: false },
    'tunnel.openLoginPage': about,
    'tunnel.look': about,
    'tunnel.endConnection': { profileId, number: 1 },
    'trust.saveCertificate': { profileId, sha256 },
    'trust.accept': { profileId, sha256 },
    'profile.save': { profile, secrets: { psk: 'ab'.repeat(16) } },
    'profile.preview': { profile },
    'profile.planMany': { profileIds: [profileId], change: { host: 'b.example' } },
    'profile.changeMany': { profileIds: [profileId], change: { host: 'b.example' } },
    'profile.duplicate': about,
    'profile.giveOpenvpn': { profileId, name: 'a.ovpn', text: 'client' },
    'profile.chooseFile': { purpose: 'certificate' },
    'profile.place': { profileId, before: null, group: null },
    'profile.remove': about,
    'profile.undoRemove': { undoId: anId },
    'profile.expireRemove': { undoId: anId },
    'profile.useFreePort': about,
    'profile.export': about,
    'secret.give': { profileId, field: 'psk', value: 'ab'.repeat(16), remember: false },
    'import.choose': undefined,
    'import.chooseFolder': undefined,
    'import.read': { name: 'a.conf', text: '[a]' },
    'import.byHand': { host: 'a.example', port: 443, application: 'ssh' },
    'import.fromServer': { address: 'a@b' },
    'import.readSet': { name: null, files: [file] },
    'import.add': { previewId: anId, services: [answer] },
    'import.cancel': { previewId: anId },
    'kit.open': undefined,
    'kit.make': kit,
    'kit.addProfiles': { kitId: anId, client: 'anna' },
    'share.link': { profileIds: [profileId] },
    'share.file': { profileIds: [profileId] },
    'backup.save': { passphrase: 'open sesame' },
    'backup.open': undefined,
    'backup.restore': { planId: anId, choices: [{ profileId, choice: 'copy' }], settings: true, passphrase: null },
    'folder.get': undefined,
    'folder.choose': undefined,
    'folder.leave': undefined,
    'folder.look': { name: 'adit a.json' },
    'demo.start': undefined,
    'launch.connect': about,
    'launch.cancel': about,
    'launch.open': about,
    'launch.copy': about,
    'ssh.setHost': { profileId, way: 'port' },
    'command.find': undefined,
    'command.set': { isInstalled: false },
    'program.choose': { slot: 'terminal', client: 'xterm' },
    'program.find': undefined,
    'settings.save': { settings: { appearance: 'dark', programs: { ssh: { client: 'openssh' } } } },
    'update.look': undefined,
    'about.licences': undefined,
    'diagnosis.start': about,
    'diagnosis.cancel': about,
    'diagnosis.copyReport': about,
    'diagnosis.openPage': about,
    'diagnosis.readLog': { text: 'LOG5[0]: x' },
    'report.make': { profileId, hidesHosts: true, hidesAddresses: true },
    'report.save': { text: 'x' },
    'log.read': { after: 0 },
    'log.save': { profileId, levels: ['error'] },
    'window.unsaved': { name: 'x' },
    'window.hidden': { selectedId: null, isBusy: true },
    'notice.dismiss': { id: 'x' },
  };
}

/** More than a request has; a text as an object has one for each of its signs. */
const MOST_MEMBERS = 100_000;

/** As it comes out of the page: a member `__proto__` is lost on the way, and with it what was wrong. */
export function crossed(value: unknown, depth = 0): unknown {
  if (depth > 400 || typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) return value.map((each) => crossed(each, depth + 1));
  if (value instanceof String && value.length > MOST_MEMBERS) return value;
  const members = Object.entries(value).filter(([name]) => name !== '__proto__');
  return Object.fromEntries(members.map(([name, each]) => [name, crossed(each, depth + 1)]));
}

export function isValid(name: CallName, value: unknown): boolean {
  if (value instanceof String) return false;
  try {
    return requestSchemas[name].safeParse(value).success;
  } catch {
    // A symbol as a length; it cannot leave the page.
    return false;
  }
}
