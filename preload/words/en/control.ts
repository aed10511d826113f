/** Of a profile that is named from outside: by a link, or on the command line. */
export const control = {
  'control.addFirst': 'Add a server in the app first.',
  'control.thereAre': 'There are: {names}.',
  'control.noProfile': 'There is no profile “{name}”.',
  'control.several': '“{name}” may be {names}.',
  'control.wholeName': 'Give the whole name.',
} as const;
