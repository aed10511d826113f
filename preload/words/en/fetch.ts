/** Bringing a configuration from the server by ssh. */
export const fetch = {
  'fetch.title': 'Get it from the server by ssh',
  'fetch.about':
    'For when you can log in to the server from another network. A terminal opens for what ssh asks. It runs this one command, and sends stunnel’s configuration and certificates back; private keys and pre-shared keys stay there, and nothing is changed.',
  'fetch.address': 'Log in as',
  'fetch.address.help': 'USER@HOST, as you would tell ssh. root where only root may read the configuration',
  'fetch.wrong': 'Enter it as USER@HOST or USER@HOST:PORT.',
  'fetch.open': 'Open a terminal',
  'fetch.opened': 'The preview opens here when the terminal has it.',
} as const;
