/** What each step of a check looks at. */
export const step = {
  'step.configuration': 'Configuration',
  'step.local-port': 'Local port',
  'step.name': 'Name',
  'step.route': 'Route',
  'step.connection': 'Connection',
  'step.proxy': 'Proxy',
  'step.negotiation': 'Start of TLS',
  'step.tls': 'TLS',
  'step.certificate': 'Certificate',
  'step.client-certificate': 'Client certificate',
  'step.service': 'Service behind',
  'step.round-trip': 'Round trip',
} as const;
