/** Every screen of the window: in which scene it is, and how a person gets to it there. */
import type { Page } from '@playwright/test';

export interface Action {
  readonly role: 'row' | 'button' | 'switch' | 'textbox' | 'radio' | 'option' | 'menuitem';
  readonly name: string;
  readonly fill?: string;
  /** Held while it is clicked. */
  readonly modifiers?: ('Control' | 'Shift')[];
  /** What has to be on top before. */
  readonly within?: Role;
}

export type Role = Parameters<Page['getByRole']>[0];

export interface Screen {
  readonly name: string;
  readonly scene: string;
  readonly actions?: readonly Action[];
  /** What is on top of everything else then. */
  readonly shows: Role;
  /** What that is called, where it is not the only one. */
  readonly named?: string;
  /** Of a picture in which all of a long sheet is seen. */
  readonly tall?: number;
}

const click = (name: string): Action => ({ role: 'button', name });
const more = (item: string): readonly Action[] => [click('More'), { role: 'menuitem', name: item }];
const choose = (name: string): Action => ({ role: 'radio', name });
const several: readonly Action[] = [
  { role: 'row', name: 'Customer database' },
  { role: 'row', name: 'Intranet', modifiers: ['Shift'] },
];
const turn = (name: string): Action => ({ role: 'switch', name });

const newServer: readonly Action[] = [click('Add a server'), click('New server…')];
const madeServer: readonly Action[] = [
  ...newServer,
  { role: 'textbox', name: 'Host name of the server', fill: 'vpn.example.org' },
  { role: 'textbox', name: 'First client', fill: 'ada-laptop' },
  click('Make it…'),
];

const LOG = `2026.11.29 20:19:39 LOG5[8]: Service [ssh] accepted connection from 192.0.2.7:53638
2026.11.29 20:19:39 LOG3[8]: s_connect: connect 127.0.0.1:22: Connection refused (111)
2026.11.29 20:19:39 LOG3[9]: SSL_accept: ssl.c:341: error:0A00009C:SSL routines::http request`;

const page = (name: string, scene = name): Screen => ({ name, scene, shows: 'main' });
const sheet = (name: string, scene: string, actions: readonly Action[] = [], tall?: number): Screen => ({
  name,
  scene,
  actions,
  shows: 'dialog',
  ...(tall === undefined ? {} : { tall }),
});

const pages: readonly Screen[] = [
  page('empty'),
  page('list'),
  page('groups'),
  page('running'),
  page('long'),
  { ...page('several', 'list'), actions: several },
  page('unreachable'),
  page('portal'),
  page('port'),
  page('off'),
  page('blocked'),
  page('vpn'),
  { ...page('unspaced'), tall: 1100 },
  sheet('unspaced-editor', 'unspaced', [click('Edit')]),
  page('networks'),
  page('notices'),
  page('failed'),
  page('unread'),
  { ...page('not-now', 'trust'), actions: [click('Not now')] },
  { ...page('launch-lines', 'running'), actions: [click('More to copy 2')], tall: 1100 },
  { ...page('networks-rules', 'networks'), actions: [click('Rules for networks 1')], tall: 1100 },
  {
    ...page('added', 'import-one'),
    actions: [{ role: 'textbox', name: "Server's host name", fill: 'stunnel.example.org' }, click('Add')],
  },
  { ...page('removed'), actions: [click('Remove'), { ...click('Remove'), within: 'alertdialog' }] },
  { ...page('exported', 'running'), actions: more('Export as stunnel.conf…') },
  { ...page('drop'), shows: 'region', named: 'Drop files' },
  { name: 'more', scene: 'running', actions: [click('More')], shows: 'menu' },
];

const adding: readonly Screen[] = [
  sheet('add', 'empty', [click('Add a server')], 900),
  sheet('by-hand', 'empty', [click('Add a server'), click('Enter it by hand…')]),
  sheet(
    'fetch',
    'empty',
    [
      click('Add a server'),
      click('Get it from the server by ssh'),
      { role: 'textbox', name: 'Log in as', fill: 'root@vpn.example.org:2222' },
    ],
    900,
  ),
  sheet('kit', 'kit', newServer, 1500),
  sheet('kit-wrong', 'kit', [...newServer, click('Another service'), click('Make it…')], 1500),
  sheet('kit-made', 'kit', madeServer),
  sheet('kit-change', 'kit', [...madeServer, click('Change it…')], 1500),
  sheet('import', 'import', [], 1900),
  sheet('import-one', 'import-one'),
  sheet('import-error', 'import-one', [{ role: 'textbox', name: "Server's host name", fill: 'not a host' }]),
  { name: 'applications', scene: 'import-one', actions: [click('SSH Application')], shows: 'listbox' },
  sheet('demo', 'demo'),
  sheet('again', 'again', [], 1900),
  sheet('again-copy', 'again', [choose('Add a copy')]),
  sheet('again-unverified', 'again', [choose('Skip'), choose('Accept any certificate')]),
];

const questions: readonly Screen[] = [
  sheet('trust', 'trust', [], 800),
  sheet('trust-changed', 'changed', [click('Compare the certificates…')], 1100),
  sheet('secret', 'secret'),
  sheet('secret-wrong', 'secret-wrong'),
  sheet('identity', 'identity'),
  { name: 'remove-several', scene: 'list', actions: [...several, click('Remove')], shows: 'alertdialog' },
  { name: 'remove', scene: 'running', actions: [click('Remove')], shows: 'alertdialog' },
  {
    name: 'unsaved',
    scene: 'running',
    actions: [click('Edit'), { role: 'textbox', name: 'Name', fill: 'Another name' }, click('Cancel')],
    shows: 'alertdialog',
  },
];

const watching: readonly Screen[] = [
  sheet('check-good', 'check-good', [], 1100),
  sheet('check-running', 'check-running'),
  sheet('check-portal', 'check-portal'),
  sheet('check-service', 'check-service', [], 1300),
  sheet('check-inspection', 'check-inspection'),
  sheet(
    'stunnel-log',
    'check-service',
    [click('Explain stunnel’s log…'), { role: 'textbox', name: 'stunnel’s log', fill: LOG }, click('Explain')],
    900,
  ),
  sheet('activity', 'running', [click('Activity and connections…')], 1200),
  sheet('certificate', 'running', [click('Certificate…')], 1100),
  sheet('log', 'running', more('Log…')),
];

const changing: readonly Screen[] = [
  sheet('editor', 'running', [click('Edit')], 1600),
  sheet('editor-advanced', 'long', [click('Edit'), click('Advanced')], 3000),
  sheet(
    'editor-sections',
    'running',
    [
      click('Edit'),
      click('Client certificate or key'),
      click('Way to the server'),
      click('Withdrawn certificates'),
      click('The stunnel.conf that this means'),
    ],
    3000,
  ),
  sheet('editor-vpn', 'vpn', [click('Edit')], 1600),
  sheet(
    'editor-connect',
    'running',
    [
      click('Edit'),
      click('SSH Application'),
      { role: 'option', name: 'Custom' },
      { role: 'textbox', name: 'Command', fill: 'vncviewer "{host}::{port}"' },
      { role: 'textbox', name: 'Keyboard shortcut', fill: 'Ctrl+Alt+S' },
    ],
    1600,
  ),
  sheet(
    'editor-socket',
    'running',
    [click('Edit'), { role: 'textbox', name: 'Unix socket or named pipe', fill: '/run/user/1000/office.sock' }],
    1600,
  ),
  sheet('editor-wrong', 'running', [click('Edit'), { role: 'textbox', name: 'Name', fill: '' }, click('Save')]),
  sheet('many', 'list', more('Change several servers…')),
  sheet(
    'many-planned',
    'list',
    [
      ...more('Change several servers…'),
      turn('Another host name'),
      { role: 'textbox', name: "Server's host name", fill: 'new.example.org' },
      turn('Another proxy'),
    ],
    1500,
  ),
];

const leaving: readonly Screen[] = [
  sheet('share', 'running', more('Share…')),
  sheet('share-dense', 'share-dense', more('Share…'), 960),
  sheet('share-long', 'share-long', more('Share…')),
  sheet('report', 'running', more('Diagnostic report…'), 900),
  sheet(
    'report-anew',
    'running',
    [
      ...more('Diagnostic report…'),
      { role: 'textbox', name: 'Report', fill: 'Only what they need to know.' },
      turn('Blot out IP addresses'),
    ],
    1000,
  ),
  sheet('restore', 'list', [click('Settings'), click('Restore…')], 1000),
  sheet('settings', 'list', [click('Settings')], 1900),
  sheet('settings-managed', 'managed', [click('Settings'), click('Licences')], 1900),
  sheet('settings-programs', 'list', [click('Settings'), click('Programs that Connect starts')], 1900),
  sheet('settings-networks', 'networks', [click('Settings'), click('Networks 2')], 2200),
];

export const screens: readonly Screen[] = [...pages, ...adding, ...questions, ...watching, ...changing, ...leaving];
