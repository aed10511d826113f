/** The copy of everything but secrets in a folder. */
export const folder = {
  'folder.title': 'Copy in a folder',
  'folder.what':
    'Servers and settings, without secrets, as a file in a folder that your computers share. What another computer has changed is shown to you before anything is taken over.',
  'folder.choose': 'Choose a folder…',
  'folder.another': 'Another folder…',
  'folder.leave': 'Stop copying',
  'folder.look': 'Look at “{name}”…',
} as const;
