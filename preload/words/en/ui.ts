/** What the window is built of. */
export const ui = {
  'ui.dismiss': 'Dismiss',
  'ui.becomes': 'becomes',
  'ui.noFile': 'No file chosen',
  'ui.choose': 'Choose…',
  'ui.search': 'Search',
  'ui.clearSearch': 'Clear the search',
  'ui.copy': 'Copy {what}',
  'ui.chooseWhich': 'Choose: {what}',
  'ui.file': 'File',
  'ui.line': 'Line {line}',
} as const;
