/** The configurations that the idea came from: what each becomes. They lie beside the checkout, where there is one. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Application } from '../../preload/types.ts';
import { sayClause } from '../../preload/words/say.ts';
import { write } from '../conf/document.ts';
import { parse } from '../conf/parse.ts';
import { adopt } from './import/adopt.ts';
import { propose } from './import/propose.ts';

const folder = join(import.meta.dirname, '../../../shared/configs/seed');
const present = existsSync(folder);

type Question = 'host' | 'remotePort';
type Expected = readonly [
  file: string,
  role: 'server' | 'client',
  application: Application,
  remotePort: number | null,
  localPort: number,
  questions: readonly Question[],
];

const host: readonly Question[] = ['host'];
const hostAndPort: readonly Question[] = ['host', 'remotePort'];

const table: readonly Expected[] = [
  ['d-stunnel--stunnel.server.http.conf', 'server', 'http', 8000, 9999, host],
  ['d-stunnel--stunnel.server.http_over_8000.conf', 'server', 'http', 8000, 9998, host],
  ['d-stunnel--stunnel.server.rsync.conf', 'server', 'rsync', null, 8730, hostAndPort],
  ['d-stunnel--stunnel.server.rsync_over_443.conf', 'server', 'rsync', 443, 8730, host],
  ['d-stunnel--stunnel.server.scp_over_443.conf', 'server', 'sftp', 443, 2222, host],
  ['d-stunnel--stunnel.server.ssh.conf', 'server', 'ssh', null, 2222, hostAndPort],
  ['d-stunnel-history--stunnel.client.http_over_8000.conf', 'client', 'http', 8000, 9999, host],
  ['d-stunnel-history--stunnel.client.rsync_over_273.conf', 'client', 'rsync', 273, 873, host],
  ['d-stunnel-history--stunnel.client.scp_over_443.conf', 'client', 'sftp', 443, 2222, host],
  ['d-stunnel-history--stunnel.client.ssh_over_443.conf', 'client', 'ssh', 443, 2222, host],
  ['d-stunnel-history--stunnel.conf', 'server', 'ssh', 443, 2222, host],
  ['d-stunnel-history--stunnel.rpiclient.http_over_8000.conf', 'client', 'http', 8000, 9999, host],
  ['d-stunnel-history--stunnel.rpiclient.rsync_over_273.conf', 'client', 'rsync', 273, 873, host],
  ['d-stunnel-history--stunnel.rpiclient.rsync_over_443.conf', 'client', 'rsync', 443, 873, host],
  ['d-stunnel-history--stunnel.rpiclient.scp_over_443.conf', 'client', 'sftp', 443, 2222, host],
  ['d-stunnel-history--stunnel.rpiclient.ssh_over_443.conf', 'client', 'ssh', 443, 2222, host],
  ['d-stunnel-history--stunnel.server.http.conf', 'server', 'http', 8000, 9999, host],
  ['d-stunnel-history--stunnel.server.http_over_8000.conf', 'server', 'http', 8000, 9998, host],
  ['d-stunnel-history--stunnel.server.rsync.conf', 'server', 'rsync', null, 8730, hostAndPort],
  ['d-stunnel-history--stunnel.server.rsync_over_273.conf', 'server', 'rsync', 273, 8730, host],
  ['d-stunnel-history--stunnel.server.rsync_over_443.conf', 'server', 'rsync', 443, 8730, host],
  ['d-stunnel-history--stunnel.server.scp_over_443.conf', 'server', 'sftp', 443, 2222, host],
  ['d-stunnel-history--stunnel.server.ssh.conf', 'server', 'ssh', null, 2222, hostAndPort],
  ['d-stunnel-history--stunnel.server.ssh_over_443.conf', 'server', 'ssh', 443, 2222, host],
  ['pi-stunnel--stunnel.rpiclient.http.conf', 'client', 'http', 8000, 8001, host],
  ['pi-stunnel--stunnel.rpiclient.rsync.conf', 'client', 'rsync', 443, 873, host],
  ['pi-stunnel--stunnel.rpiclient.ssh.conf', 'client', 'ssh', 443, 2222, host],
  ['pi-stunnel-history--stunnel.rpiclient.http.conf', 'client', 'http', 8000, 8001, host],
  ['pi-stunnel-history--stunnel.rpiclient.http_over_8000.conf', 'client', 'http', 8000, 9999, host],
  ['pi-stunnel-history--stunnel.rpiclient.rsync.conf', 'client', 'rsync', 443, 873, host],
  ['pi-stunnel-history--stunnel.rpiclient.rsync_over_273.conf', 'client', 'rsync', 273, 873, host],
  ['pi-stunnel-history--stunnel.rpiclient.rsync_over_443.conf', 'client', 'rsync', 443, 873, host],
  ['pi-stunnel-history--stunnel.rpiclient.scp_over_443.conf', 'client', 'sftp', 443, 2222, host],
  ['pi-stunnel-history--stunnel.rpiclient.ssh.conf', 'client', 'ssh', 443, 2222, host],
  ['pi-stunnel-history--stunnel.rpiclient.ssh_over_443.conf', 'client', 'ssh', 443, 2222, host],
];

describe.skipIf(!present)('the seed configurations (../shared/configs/seed)', () => {
  test('are all in the table', () => {
    expect(table.map(([file]) => file).toSorted()).toEqual(readdirSync(folder).toSorted());
  });

  test.each(table)('%s', (file, role, application, remotePort, localPort, questions) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const document = parse(text);
    expect(write(document)).toBe(text);
    const result = propose(document, { fileName: file, takenPorts: new Set() });
    if (!result.ok) throw new Error(sayClause(result.explanation.what));
    expect(result.proposal.services).toHaveLength(1);
    const view = result.proposal.services[0]?.view;
    expect(view).toMatchObject({ role, application, remotePort, localPort, problem: null });
    expect([...(view?.host === null ? ['host'] : []), ...(view?.remotePort === null ? ['remotePort'] : [])]).toEqual(
      questions,
    );

    const [profile] = adopt(
      result.proposal,
      [
        {
          key: view?.key ?? '',
          name: view?.name ?? '',
          application,
          host: 'vpn.example.com',
          remotePort: remotePort ?? 443,
          localPort,
          user: null,
        },
      ],
      () => crypto.randomUUID(),
    );
    expect(profile).toMatchObject({
      accept: [{ host: '127.0.0.1', port: localPort }],
      connect: [{ host: 'vpn.example.com', port: remotePort ?? 443 }],
      trust: { kind: 'system' },
      origin: { file },
    });
  });
});
