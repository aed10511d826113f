/** The question about a server’s certificate. */
export const trust = {
  'trust.issuedTo': 'Issued to',
  'trust.names.none': 'None',
  'trust.thisSystem': 'This system',
  'trust.systemTrusts': 'Trusts it already',
  'trust.systemDoesNot': 'Does not know it',
  'trust.changed': 'The server’s certificate has changed',
  'trust.new': 'Is this your server?',
  'trust.acceptNew': 'Trust the new certificate',
  'trust.rest': 'Show the rest',
  'trust.accept': 'Trust this certificate',
  'trust.outdated':
    'This question is out of date: the tunnel has moved on since. Close it and look at the tunnel again.',
  'trust.lead':
    'The server showed this certificate. If it is the one on your server, trust it: from then on the tunnel connects only to a server that has it.',
  'trust.notTrusted': 'This is not the certificate you trusted.',
  'trust.before': 'Trusted so far',
  'trust.now': 'Shown now',
  'trust.beforeAndNow': 'The certificate of before and the one of now',
  'trust.sameKey':
    'The key is the same: whoever shows this certificate has the private key of the one that you trusted. Certificates are often renewed with it.',
  'trust.otherKey':
    'The key is another one, too. A server that got a new certificate may have a new key, and so does anybody who answers in its place.',
  'trust.from': 'Valid from',
  'trust.until': 'Valid until',
  'trust.fact.same': 'The same',
  'trust.fact.changed': 'Changed',
  'trust.compare': 'To compare, run this on the server with the file that its configuration names in “cert”:',
  'trust.compare.copy': 'command to compare',
  'trust.nothing': 'Nothing to decide',
  'trust.nothing.text': 'This tunnel no longer asks about a certificate.',
  'trust.validity': '{from} to {to}',
} as const;
