export interface Action {
  readonly role: 'button' | 'switch' | 'textbox' | 'radio' | 'option';
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

export const shots: readonly Shot[] = [
  { name: 'empty', scene: 'empty' },
  { name: 'list', scene: 'list' },
  { name: 'running', scene: 'running' },
  { name: 'long', scene: 'long' },
  { name: 'unreachable', scene: 'unreachable' },
  { name: 'port', scene: 'port' },
  { name: 'off', scene: 'off' },
  { name: 'trust', scene: 'trust' },
  { name: 'blocked', scene: 'trust', actions: [click('Not now')] },
  { name: 'changed', scene: 'changed', actions: [click('Compare the certificates…')] },
  { name: 'import', scene: 'import' },
  { name: 'demo', scene: 'demo' },
  { name: 'add', scene: 'empty', actions: [click('Add a server')] },
  { name: 'editor', scene: 'running', actions: [click('Edit')] },
  { name: 'editor-open', scene: 'long', actions: [click('Edit'), click('Advanced')] },
  { name: 'remove', scene: 'running', actions: [click('Remove')] },
  { name: 'notices', scene: 'notices' },
  { name: 'failed', scene: 'failed' },
  { name: 'settings', scene: 'list', actions: [click('Settings')], sizes: [[920, 640]] },
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
];
