/** What the system’s notifications say. */
export const notification = {
  'notification.away': '{server} cannot be reached',
  'notification.away.many': '{count, plural, one {# server cannot be reached} other {# servers cannot be reached}}',
  'notification.waits': '{server} waits for your answer',
  'notification.waits.many':
    '{count, plural, one {# tunnel waits for your answer} other {# tunnels wait for your answer}}',
  'notification.fine': '{server} can be reached again',
  'notification.fine.many':
    '{count, plural, one {# server can be reached again} other {# servers can be reached again}}',
  'notification.off': '{server} is off',
  'notification.off.many': '{count, plural, one {# tunnel is off} other {# tunnels are off}}',
  'notification.expiry.day': 'The certificate of {server} ends within a day',
  'notification.expiry':
    '{days, plural, one {The certificate of {server} ends in # day} other {The certificate of {server} ends in # days}}',
  'notification.expiry.own.day': 'Your certificate for {server} ends within a day',
  'notification.expiry.own':
    '{days, plural, one {Your certificate for {server} ends in # day} other {Your certificate for {server} ends in # days}}',
  'notification.expiry.own.what': 'Ask whoever gave it to you for a new one before.',
  'notification.expiry.list.day': 'The revocation list of {server} ends within a day',
  'notification.expiry.list':
    '{days, plural, one {The revocation list of {server} ends in # day} other {The revocation list of {server} ends in # days}}',
  'notification.expiry.list.what': 'Get a newer one before: with a list that has ended the server is refused.',
  'notification.do.trust': 'Look at the certificate',
  'notification.do.changed': 'Compare the certificates',
  'notification.do.secret': 'Enter the password',
  'notification.do.identity': 'Choose a certificate',
  'notification.do.see': 'See what to do',
  'notification.do.logIn': 'Open the log-in page',
  'notification.do.switchOn': 'Switch on',
  'notification.ask': 'Switch on {server}?',
  'notification.ask.where': 'You are in the network {network}.',
  'notification.click': 'Click: {what}',
  'notification.expiry.what': 'Whoever runs the server should renew it before.',
} as const;
