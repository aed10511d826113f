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
  'trust.newCertificate': 'The new certificate',
  'trust.compare': 'To compare, run this on the server with the file that its configuration names in “cert”:',
  'trust.compare.copy': 'command to compare',
  'trust.nothing': 'Nothing to decide',
  'trust.nothing.text': 'This tunnel no longer asks about a certificate.',
  'trust.validity': '{from} to {to}',
} as const;
