/** The check of a connection. */
export const diagnosis = {
  'diagnosis.others':
    'To tell causes apart, also ask hosts that have nothing to do with the server (of Mozilla, Apple, Wikipedia and Debian)',
} as const;
