import { z } from 'zod';
import { field, keep } from './field.ts';

export const applicationSchema = z.enum([
  'ssh',
  'sftp',
  'openvpn',
  'rsync',
  'http',
  'redis',
  'mongodb',
  'postgresql',
  'mysql',
  'vnc',
  'rdp',
  'mail',
  'socks',
  'mqtt',
  'ldap',
  'irc',
  'custom',
]);

export const applicationLabels: Readonly<Record<z.infer<typeof applicationSchema>, string>> = {
  ssh: 'SSH',
  sftp: 'SFTP/SCP',
  openvpn: 'OpenVPN',
  rsync: 'rsync',
  http: 'HTTP',
  redis: 'Redis',
  mongodb: 'MongoDB',
  postgresql: 'PostgreSQL',
  mysql: 'MySQL',
  vnc: 'VNC',
  rdp: 'RDP',
  mail: 'SMTP/IMAP',
  socks: 'SOCKS',
  mqtt: 'MQTT',
  ldap: 'LDAP',
  irc: 'IRC',
  custom: 'Custom',
};

export const application = field(applicationSchema, {
  label: 'Application',
  words: (application) => applicationLabels[application],
  usual: 'custom',
  update: keep,
  shared: 'as it is',
  stunnel: { kind: 'special', options: [] },
  preview: 'own place',
  engine: 'no',
  editor: { section: 'profile' },
});
