export interface Action {
  readonly role: 'button' | 'switch' | 'textbox' | 'radio' | 'option' | 'menuitem';
  readonly name: string;
  readonly fill?: string;
}

export interface Shot {
  readonly name: string;
  readonly scene: string;
  readonly actions?: readonly Action[];
  readonly sizes?: readonly (readonly [number, number])[];
}

const click = (name: string): Action => ({ role: 'button', name });

const small = [480, 420] as const;
const usual = [920, 640] as const;
const more = (item: string): readonly Action[] => [click('More'), { role: 'menuitem', name: item }];
const choose = (name: string): Action => ({ role: 'radio', name });

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

export const shots: readonly Shot[] = [
  { name: 'check-good', scene: 'check-good', sizes: [small, usual, [700, 1100]] },
  { name: 'check-running', scene: 'check-running', sizes: [small, usual] },
  { name: 'check-portal', scene: 'check-portal', sizes: [small, usual] },
  { name: 'check-service', scene: 'check-service', sizes: [small, usual, [700, 1300]] },
  { name: 'check-inspection', scene: 'check-inspection', sizes: [small, usual] },
  {
    name: 'log',
    scene: 'check-service',
    actions: [click('Explain stunnel’s log…'), { role: 'textbox', name: 'stunnel’s log', fill: LOG }, click('Explain')],
    sizes: [small, [920, 900]],
  },
  { name: 'empty', scene: 'empty' },
  { name: 'list', scene: 'list' },
  { name: 'running', scene: 'running' },
  { name: 'long', scene: 'long' },
  { name: 'unreachable', scene: 'unreachable' },
  { name: 'port', scene: 'port' },
  { name: 'off', scene: 'off' },
  { name: 'trust', scene: 'trust' },
  { name: 'trust-rest', scene: 'trust', actions: [click('Show the rest')], sizes: [small] },
  { name: 'blocked', scene: 'trust', actions: [click('Not now')] },
  { name: 'changed', scene: 'changed', actions: [click('Compare the certificates…')] },
  { name: 'import', scene: 'import' },
  { name: 'demo', scene: 'demo' },
  { name: 'add', scene: 'empty', actions: [click('Add a server')] },
  {
    name: 'fetch',
    scene: 'empty',
    actions: [
      click('Add a server'),
      click('Get it from the server by ssh'),
      { role: 'textbox', name: 'Log in as', fill: 'root@vpn.example.org:2222' },
    ],
    sizes: [small, [920, 900]],
  },
  { name: 'kit', scene: 'kit', actions: newServer, sizes: [small, usual, [920, 1500]] },
  {
    name: 'kit-wrong',
    scene: 'kit',
    actions: [...newServer, click('Another service'), click('Make it…')],
    sizes: [small, [920, 1500]],
  },
  { name: 'kit-made', scene: 'kit', actions: madeServer, sizes: [small, usual] },
  { name: 'kit-change', scene: 'kit', actions: [...madeServer, click('Change it…')], sizes: [[920, 1500]] },
  { name: 'editor', scene: 'running', actions: [click('Edit')] },
  { name: 'editor-open', scene: 'long', actions: [click('Edit'), click('Advanced')] },
  { name: 'remove', scene: 'running', actions: [click('Remove')] },
  { name: 'notices', scene: 'notices' },
  { name: 'failed', scene: 'failed' },
  {
    name: 'managed',
    scene: 'managed',
    actions: [click('Settings'), click('Licences')],
    sizes: [small, [920, 1300]],
  },
  { name: 'settings', scene: 'list', actions: [click('Settings')], sizes: [[920, 640]] },
  {
    name: 'programs',
    scene: 'list',
    actions: [click('Settings'), click('Programs that Connect starts')],
    sizes: [small, usual],
  },
  {
    name: 'editor-connect',
    scene: 'running',
    actions: [
      click('Edit'),
      click('SSH Application'),
      { role: 'option', name: 'Custom' },
      { role: 'textbox', name: 'Command', fill: 'vncviewer "{host}::{port}"' },
      { role: 'textbox', name: 'Keyboard shortcut', fill: 'Ctrl+Alt+S' },
    ],
    sizes: [small, [920, 1500]],
  },
  {
    name: 'launch-lines',
    scene: 'running',
    actions: [click('More to copy 2'), click('ssh, scp, sftp, Git, rsync and VS Code by a name')],
    sizes: [small, [920, 1100]],
  },
  {
    name: 'added',
    scene: 'import-one',
    actions: [{ role: 'textbox', name: "Server's host name", fill: 'stunnel.example.org' }, click('Add')],
    sizes: [[920, 640]],
  },
  {
    name: 'import-error',
    scene: 'import-one',
    actions: [{ role: 'textbox', name: "Server's host name", fill: 'not a host' }],
    sizes: [[920, 640]],
  },
  { name: 'applications', scene: 'import-one', actions: [click('SSH Application')], sizes: [[920, 640]] },
  { name: 'drop', scene: 'drop', sizes: [[920, 640]] },
  { name: 'again', scene: 'again', sizes: [small, usual, [700, 1900]] },
  { name: 'again-copy', scene: 'again', actions: [choose('Add a copy')], sizes: [usual] },
  { name: 'again-found', scene: 'again', actions: [choose('Skip')], sizes: [usual] },
  {
    name: 'again-unverified',
    scene: 'again',
    actions: [choose('Skip'), choose('Accept any certificate')],
    sizes: [small, usual],
  },
  { name: 'more', scene: 'running', actions: [click('More')], sizes: [small, usual] },
  { name: 'share', scene: 'running', actions: more('Share…'), sizes: [small, usual] },
  { name: 'share-dense', scene: 'share-dense', actions: more('Share…'), sizes: [[921, 960]] },
  { name: 'share-long', scene: 'share-long', actions: more('Share…'), sizes: [usual] },
  { name: 'exported', scene: 'running', actions: more('Export as stunnel.conf…'), sizes: [small, usual] },
  { name: 'restore', scene: 'list', actions: [click('Settings'), click('Restore…')], sizes: [small, usual] },
];
