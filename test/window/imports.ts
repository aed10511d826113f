/** What was found in configurations, for scenes that show it. */
import type { ImportPreview } from '../../preload/import-preview.ts';
import { sentence } from '../../preload/sentence.ts';
import { toSay } from '../../preload/words/text.ts';
import { fingerprint, idOf, preview, service } from '../../renderer/testing/fixtures.ts';
import { notes } from './made-up.ts';

export const found: ImportPreview = preview(
  [
    service('0', {
      notes: [{ line: 12, text: 'TIMEOUTclose = 0', reason: toSay('note.serverConcern') }],
    }),
    service('1', {
      section: 'rsync-backup',
      name: 'Backup',
      application: 'rsync',
      remotePort: 8443,
      localPort: 8730,
      reasons: {
        application: sentence`The service connects to port 873.`,
        host: sentence`The same question as above.`,
      },
    }),
    service('2', {
      section: 'web',
      name: 'Web',
      application: 'http',
      remotePort: null,
      localPort: 8080,
      reasons: { remotePort: sentence`The file has the placeholder PORT here.` },
    }),
    service('3', {
      section: 'gitlab',
      problem: sentence`It has no “accept”, so the server does not offer it to anyone.`,
    }),
  ],
  { notes },
);

/** A folder that was imported before, with a certificate beside the server's file and a client's that verifies nothing. */
export const again: ImportPreview = preview(
  [
    service('0', {
      host: 'stunnel.example.org',
      remotePort: 8443,
      file: 'stunnel.conf',
      match: {
        profileId: idOf(1),
        profileName: 'Office server',
        differences: [
          { field: 'connect', old: 'stunnel.example.org:443', new: 'stunnel.example.org:8443' },
          { field: 'minVersion', old: 'the TLS library’s own', new: 'TLSv1.2' },
          {
            field: 'trust',
            old: 'The system’s certificates; asks once when they do not vouch for the server',
            new: 'Only the certificate in the profile',
          },
        ],
      },
    }),
    service('1', {
      section: 'redis',
      name: 'Redis',
      application: 'redis',
      host: 'stunnel.example.org',
      remotePort: 6380,
      localPort: 6379,
      file: 'conf.d/redis.conf',
      trust: 'Only the certificate that lay beside the file',
      reasons: { trust: sentence`The server’s “cert” line names server.pem, which is in the folder.` },
      pinned: [fingerprint(1)],
      notes: [
        {
          line: 4,
          file: 'conf.d/redis.conf',
          text: 'key = server.key',
          reason: toSay('note.key.server'),
        },
      ],
    }),
    service('2', {
      section: 'legacy',
      name: 'Legacy',
      role: 'client',
      application: 'custom',
      host: 'legacy.example.org',
      localPort: 9000,
      file: 'client.conf',
      trust: 'The system’s certificates; asks once when they do not vouch for the server',
      reasons: {},
      unverified: true,
    }),
  ],
  { source: 'stunnel' },
);
