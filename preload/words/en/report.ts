/** The report for whoever helps. */
export const report = {
  'report.title': 'Diagnostic report',
  'report.subtitle': 'Nothing is sent. What you see is what you copy or save.',
  'report.what':
    'Versions, settings, servers without secrets and the end of the log. Passwords, keys, your name and your folders are blotted out.',
  'report.hosts': 'Blot out names of servers',
  'report.addresses': 'Blot out IP addresses',
  'report.text': 'Report',
  'report.text.help': 'Read it, and change what should not leave this computer.',
  'report.anew': 'The text was made anew for your choice. What you had changed in it is kept.',
  'report.back': 'Bring my changes back',
  'report.save': 'Save…',
  'report.copy': 'Copy',
  'report.saved': 'The report is saved as {path}.',
  'report.open': 'Diagnostic report…',
} as const;
