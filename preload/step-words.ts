import type { StepName } from './diagnosis.ts';

/** What each step of a check looks at. */
export const stepTitles: Readonly<Record<StepName, string>> = {
  configuration: 'Configuration',
  'local-port': 'Local port',
  name: 'Name',
  route: 'Route',
  connection: 'Connection',
  proxy: 'Proxy',
  negotiation: 'Start of TLS',
  tls: 'TLS',
  certificate: 'Certificate',
  'client-certificate': 'Client certificate',
  service: 'Service behind',
  'round-trip': 'Round trip',
};
