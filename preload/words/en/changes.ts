/** What is changed of servers: removed and brought back, edited, several at once. */
export const changes = {
  'changes.removed': '“{name}” was removed.',
  'changes.undo': 'Undo',
  'changes.unsaved.title': 'Save the changes?',
  'changes.unsaved.text': 'What you have changed of “{name}” is not saved yet.',
  'changes.unsaved.keep': 'Go on editing',
  'changes.unsaved.discard': 'Discard',
  'changes.unsaved.save': 'Save',
  'changes.unsaved.quit': 'Quit without saving',
  'changes.preview.title': 'The stunnel.conf that this means',
  'changes.preview.wrong': 'Some fields need another look before there is one.',
  'changes.preview.waiting': 'One moment…',
  'changes.preview.copy': 'Copy',
} as const;
