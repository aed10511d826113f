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
  'notification.expiry.what': 'Whoever runs the server should renew it before.',
} as const;
