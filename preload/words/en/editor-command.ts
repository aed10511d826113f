/** The editor's preview of a command of one's own. */
export const editorCommand = {
  'editor.command.preview': 'What is started, each argument by itself',
  'editor.command.openQuote': 'A quote is not closed: close it, or leave it out.',
  'editor.command.emptyWord': '(empty)',
  'editor.command.unknown': '{name} stays as it is: it is none of the names that are filled in ({fields}).',
  'editor.command.empty': '{name} is empty in this profile: nothing stands in its place.',
} as const;
