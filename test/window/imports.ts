/** What was found in configurations, for scenes that show it. */
import type { ImportPreview, ImportService } from '../../preload/import-preview.ts';
import { told } from '../../preload/sentence.ts';
import { toSay } from '../../preload/words/text.ts';
import { fingerprint, idOf, preview, service } from '../../renderer/testing/fixtures.ts';
import { notes } from './made-up.ts';

const place = { file: null, line: 7 };

/** A service, with what main says of one whose file does not name its host. */
export const served = (key: string, changed: Partial<ImportService> = {}): ImportService =>
  service(key, {
    trust: toSay('reason.trust.server'),
    ...changed,
    reasons: {
      application: told('reason.application', { application: 'SSH', because: toSay('because.port', { port: 22 }) }),
      host: told('question.host.unsaid'),
      remotePort: told('reason.port.accepts', { place }),
      localPort: told('reason.local.usual', { port: 2222 }),
      ...changed.reasons,
    },
  });

export const found: ImportPreview = preview(
  [
    served('0', {
      notes: [{ line: 12, text: 'TIMEOUTclose = 0', reason: toSay('note.serverConcern') }],
    }),
    served('1', {
      section: 'rsync-backup',
      name: 'Backup',
      application: 'rsync',
      remotePort: 8443,
      localPort: 8730,
      reasons: {
        application: told('reason.application', {
          application: 'rsync',
          because: toSay('because.port', { port: 873 }),
        }),
        host: told('question.host'),
      },
    }),
    served('2', {
      section: 'web',
      name: 'Web',
      application: 'http',
      remotePort: null,
      localPort: 8080,
      reasons: { remotePort: told('question.port.placeholder', { text: 'PORT', place }) },
    }),
    served('3', {
      section: 'gitlab',
      problem: told('problem.noAccept'),
    }),
  ],
  { notes },
);

/** A folder that was imported before, with a certificate beside the server's file and a client's that verifies nothing. */
export const again: ImportPreview = preview(
  [
    served('0', {
      host: 'stunnel.example.org',
      remotePort: 8443,
      file: 'stunnel.conf',
      match: {
        profileId: idOf(1),
        profileName: 'Office server',
        differences: [
          { field: 'connect', old: 'stunnel.example.org:443', new: 'stunnel.example.org:8443' },
          { field: 'minVersion', old: toSay('value.library'), new: 'TLSv1.2' },
          {
            field: 'trust',
            old: toSay('value.trust.system'),
            new: toSay('value.trust.pinned', { places: toSay('value.trust.inProfile') }),
          },
        ],
      },
    }),
    served('1', {
      section: 'redis',
      name: 'Redis',
      application: 'redis',
      host: 'stunnel.example.org',
      remotePort: 6380,
      localPort: 6379,
      file: 'conf.d/redis.conf',
      trust: toSay('value.trust.pinned', { places: 'server.pem' }),
      reasons: { trust: told('reason.trust.kept', { where: 'server.pem' }) },
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
    served('2', {
      section: 'legacy',
      name: 'Legacy',
      role: 'client',
      application: 'custom',
      host: 'legacy.example.org',
      localPort: 9000,
      file: 'client.conf',
      trust: toSay('value.trust.system'),
      reasons: {},
      unverified: true,
    }),
  ],
  { source: 'stunnel' },
);
