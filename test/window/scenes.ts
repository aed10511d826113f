/** The window in its states, by name. */
import type { AppState, ProfileView } from '../../preload/app-state.ts';
import type { Handlers } from '../../preload/contract.ts';
import { toSay } from '../../preload/words/text.ts';
import { createDouble, type Double } from '../../renderer/testing/double.ts';
import {
  appState,
  changedCertificate,
  idOf,
  preview,
  tunnel,
  untrusted,
  view,
} from '../../renderer/testing/fixtures.ts';
import { shareLink, usualAnswers } from './answers.ts';
import { checkScenes } from './checks.ts';
import { again, found, served } from './imports.ts';
import {
  asking,
  damagedStore,
  database,
  failed,
  foreignFile,
  grouped,
  identityAsked,
  list,
  networks,
  office,
  pinned,
  portal,
  squid,
  unspaced,
  vpn,
} from './made-up.ts';
import { said } from './said.ts';

/** A window in some state, and what happens in it once it is there. */
export interface Staged {
  readonly double: Double;
  readonly ready?: () => void;
}

export type Scene = () => Staged;

const leftOut = [
  {
    line: null,
    text: 'Office server',
    reason: toSay('note.share.unreadable'),
  },
];

const showing =
  (
    profiles: readonly ProfileView[],
    ready: (double: Double) => void = () => {},
    more: () => { readonly state?: Partial<AppState>; readonly answers?: Partial<Handlers> } = () => ({}),
  ): Scene =>
  () => {
    const { state = {}, answers = {} } = more();
    const double = createDouble(appState(profiles.map(said), state), {
      ...usualAnswers,
      'demo.start': () => ({ ok: true, value: found }),
      ...answers,
    });
    return { double, ready: () => ready(double) };
  };
const sharing = (length: number) => (): { readonly answers: Partial<Handlers> } => ({
  answers: {
    'share.link': () => ({ ok: true, value: { link: shareLink(length), notes: length > 1000 ? leftOut : [] } }),
  },
});
const at = (number: number) => (double: Double) =>
  double.emit('window.navigate', { to: 'profile', profileId: idOf(number) });

const madeKit = showing([], undefined, () => ({
  answers: {
    'kit.make': ({ answers }) => ({
      ok: true,
      value: {
        path: '/home/alice/Documents/vpn.example.org server',
        kit: {
          id: idOf(9),
          folder: '/home/alice/Documents/vpn.example.org server',
          answers,
          clients: [
            { name: 'ada-laptop', isRevoked: false },
            { name: 'ada-phone', isRevoked: false },
            { name: 'lost-laptop', isRevoked: true },
          ],
        },
        clientFiles: ['clients/ada-laptop.zip', 'clients/ada-phone.zip'],
        notes: [toSay('kit.note.stillIn')],
      },
    }),
  },
}));

export const scenes: Readonly<Record<string, Scene>> = {
  ...checkScenes((view) =>
    showing([view], (double) => double.emit('window.navigate', { to: 'diagnosis', profileId: view.profile.id })),
  ),
  empty: showing([]),
  kit: madeKit,
  list: showing(list),
  running: showing(list, at(1)),
  long: showing(list, at(2)),
  unreachable: showing(list, at(3)),
  port: showing(list, at(4)),
  off: showing([{ ...office, tunnel: tunnel({ kind: 'off' }) }], at(1)),
  trust: showing([view(1, {}, untrusted(1, 1))], at(1)),
  blocked: showing([view(1, {}, untrusted())]),
  changed: showing([view(1, { trust: pinned }, changedCertificate)], at(1)),
  import: showing([], (double) => double.emit('import.opened', found)),
  again: showing(list, (double) => double.emit('import.opened', again)),
  'share-dense': showing(list, at(1), sharing(1720)),
  'share-long': showing(list, at(1), sharing(4000)),
  demo: showing([], (double) =>
    double.emit(
      'import.opened',
      preview(
        [served('0', { host: '127.0.0.1', name: 'Demo', application: 'http', remotePort: 40111, localPort: 8080 })],
        { demo: true, source: null },
      ),
    ),
  ),
  notices: showing(list, undefined, () => ({ state: { notices: [damagedStore()] } })),
  managed: showing(list, undefined, () => ({
    state: {
      managed: {
        settings: ['notifications', 'checkOthers'],
        profileIds: [office.profile.id],
        requiresVerification: true,
      },
      update: {
        kind: 'ready',
        version: '0.2.0',
        news: ['Tunnels start faster.', 'A server’s log can be saved, and its lines can be filtered by level.'],
      },
    },
  })),
  'import-one': () => {
    const staged = showing(
      [],
      (double) => double.emit('import.opened', preview([served('0')])),
      () => ({
        answers: {
          'import.add': () => {
            staged.double.emit('state.changed', { rev: 2, changes: [{ kind: 'profile', view: view(1) }] });
            return { ok: true, value: { profileIds: [idOf(1)] } };
          },
        },
      }),
    )();
    return staged;
  },
  drop: showing(list, () => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['[ssh]'], 'stunnel.conf'));
    window.dispatchEvent(new DragEvent('dragenter', { dataTransfer, cancelable: true }));
  }),
  failed: showing(list, (double) => double.emit('import.failed', foreignFile())),
  groups: showing(grouped, at(11)),
  removed: () => {
    const staged = showing(list, at(1), () => ({
      answers: {
        'profile.remove': ({ profileId }) => {
          staged.double.emit('state.changed', { rev: 2, changes: [{ kind: 'profile-removed', profileId }] });
          return { ok: true, value: { undoId: idOf(700) } };
        },
      },
    }))();
    return staged;
  },
  secret: showing([view(1, { trust: pinned }, asking('psk', false))], at(1)),
  'secret-wrong': showing([view(1, { proxy: squid }, asking('proxy-password', true))], at(1)),
  identity: showing([view(1, {}, identityAsked)], at(1)),
  networks: showing(
    [{ ...office, tunnel: { ...office.tunnel, rule: { isOn: true, network: 'Home' } } }, ...list.slice(1)],
    at(1),
    () => ({
      state: {
        settings: { appearance: 'system', networks },
        place: { kind: 'network', networkId: idOf(801), sign: 'weak', gateway: 'a0:36:9f:00:00:02', wifi: 'Home' },
      },
    }),
  ),
  vpn: showing([vpn], at(6)),
  unspaced: showing([unspaced], at(7)),
  unread: showing([], undefined, () => ({ answers: { 'state.get': () => ({ ok: false, error: failed() }) } })),
  portal: showing([view(1, {}, portal), database], at(1)),
};
