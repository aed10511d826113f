/** What the system’s dialogs ask. */
export const dialog = {
  'dialog.quit': '{count, plural, one {Quit Adit and end # tunnel?} other {Quit Adit and end # tunnels?}}',
  'dialog.quit.why': 'This desktop shows no tray icons, so Adit cannot run without its window.',
  'dialog.keepRunning': 'Keep running',
  'dialog.noStart': 'Adit could not start',
  'dialog.connect': 'Connect “{name}”?',
  'dialog.connect.what': 'A link that was opened asks for it. Connect switches the tunnel to {server} on.',
  'dialog.connect.starts':
    'A link that was opened asks for it. Connect switches the tunnel to {server} on, and starts {program}.',
  'dialog.connect.itsServer': 'its server',
  'dialog.start': 'Start {program} for “{name}”?',
  'dialog.start.aProgram': 'a program',
  'dialog.start.go': 'Start',
  'dialog.start.more': '{count, plural, one {and # more argument} other {and # more arguments}}',
  'dialog.start.arguments': 'This is what Connect starts, each argument on a line of its own:',
  'dialog.start.commands': 'This is what Connect does, one command after the other:',
  'dialog.start.once': 'Adit asks again only when this changes.',
  'dialog.start.nothing': '(nothing)',
  'dialog.quit.one': 'Quit Adit and end one tunnel?',
} as const;
