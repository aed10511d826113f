/** The window as a whole, and what it says when something went wrong. */
export const window = {
  'window.notices': 'Notices',
  'window.messages': 'Messages',
  'window.waiting':
    '{count, plural, one {A preview waits until this is closed.} other {# previews wait until this is closed.}}',
  'window.noAnswer.what': 'The app did not answer.',
  'window.noAnswer.why': 'Its background part may have stopped.',
  'window.noAnswer.next': 'Quit the app and open it again.',
} as const;
