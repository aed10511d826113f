/** What the window says of no tunnel in particular, until it is put away. */
export const notice = {
  'notice.login.impossible':
    'This package cannot start itself at login. Add Adit to the start programs of your desktop.',
  'notice.login.refused': 'The system did not let Adit change what starts at login ({reason}).',
  'notice.secrets.newer':
    'Your passwords were stored by a newer version of Adit. This version asks for them, and remembers them only until it quits.',
  'notice.secrets.refused':
    'Stored passwords could not be opened: the key store of this system refused, or they come from another computer. They are kept, and you are asked for them when they are needed.',
  'notice.secrets.lost':
    'The stored passwords could not be read, nor the file copied aside. New ones are kept until Adit quits.',
  'notice.secrets.damaged':
    'The stored passwords could not be read; you are asked for them when they are needed. The file was kept as {file}.',
  'notice.shortcut': '{shortcut} is used by another program. Choose other keys for “{name}” in its profile.',
  'notice.store.newer':
    'Your profiles were stored by a newer version of Adit. You can use them, but changes cannot be saved. Install the newer version to change them.',
  'notice.store.damaged': 'The stored profiles could not be read; Adit starts without them.',
  'notice.unexpected': 'Adit met an error that it did not expect. Tunnels go on; the log file has the details.',
  'notice.because': '{why} {next}',
  'notice.link': 'A link asks for a connection. {what} {next}',
  'notice.store.parts':
    '{count, plural, one {One part of the stored profiles could not be read; everything else was loaded.} other {# parts of the stored profiles could not be read; everything else was loaded.}}',
  'notice.store.stays': '{what} The file could not be copied aside, so nothing is saved until it is moved away.',
  'notice.store.kept': '{what} The file was kept as {file}.',
  'notice.store.replaced':
    '{name} was changed by another program while Adit was running. What stood there was kept as {file}; Adit goes on with what it has.',
  'notice.policy.unreadable': '{place} cannot be read ({reason}).',
  'notice.policy.noList': 'it is not a list of names with values',
  'notice.policy.unknown': '{place} has “{name}”, which this version of Adit does not know.',
  'notice.policy.value': '{place}: “{name}” has a value that it cannot have.',
  'notice.policy.file': '{file}, which {place} names, cannot be read ({reason}).',
  'notice.policy.noPropertyList': 'it is no property list that plutil knows',
  'notice.policy.noJson': 'it is not JSON',
} as const;
