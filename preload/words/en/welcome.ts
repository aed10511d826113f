/** What is seen before there is any server. */
export const welcome = {
  'welcome.title': 'A way in through TLS',
  'welcome.lead':
    'Adit connects your programs to servers behind stunnel. Give it the server’s configuration, look at the server’s certificate once, and switch the tunnel on.',
  'welcome.hint':
    'You can also drop the server’s <code>stunnel.conf</code> anywhere on this window. The demo runs on this computer only.',
} as const;
