import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { startTcpService } from '../peers/tcp.ts';
import { buildCli, type Cli } from './support/cli.ts';

describe('adit diagnose', () => {
  let cli: Cli;
  beforeAll(async () => {
    cli = await buildCli();
  });
  afterAll(() => cli?.[Symbol.asyncDispose]());

  it('walks the way to a server, and ends with 1 at the first step that is broken', async () => {
    const port = await freePort();
    const { code, stdout } = await cli.run(['diagnose', `127.0.0.1:${port}`, '--no-others']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Configuration +ok/);
    expect(stdout).toMatch(/^Connection +BROKEN/m);
    expect(stdout).toContain('Nobody answers on the server’s port');
    expect(stdout).toContain(`accept = ${port}`);
    expect(stdout).not.toMatch(/^TLS/m);
  });

  it('prints the same as JSON', async () => {
    await using mail = await startTcpService((socket) => socket.write('220 mx.test ESMTP\r\n'));
    const { code, stdout } = await cli.run(['diagnose', `127.0.0.1:${mail.port}`, '--no-others', '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      diagnosis: {
        target: `127.0.0.1:${mail.port}`,
        state: 'done',
        broken: { finding: { kind: 'starttls', side: 'this computer', step: 'tls', service: 'smtp' } },
      },
    });
  });

  it('says of a profile that it is not there', async () => {
    await using place = await temporaryDirectory();
    const { code, stderr } = await cli.run(['diagnose', 'Work', '--user-data', place.path]);
    expect(code).toBe(1);
    expect(stderr).toContain('There is no profile “Work”.');
  });

  it('explains a log, of a file or of standard input', async () => {
    await using place = await temporaryDirectory();
    const file = path.join(place.path, 'stunnel.log');
    const line = '2026.11.29 20:19:39 LOG3[8]: s_connect: connect 127.0.0.1:22: Connection refused (111)\n';
    await writeFile(file, line);
    const ofFile = await cli.run(['diagnose', '--log', file]);
    expect(ofFile.code).toBe(1);
    expect(ofFile.stdout).toContain('127.0.0.1:22 refused the connection');
    const quiet = await cli.run(
      ['diagnose', '--log', '-', '--json'],
      line.replace('LOG3', 'LOG5').replace(/s_conn.*/, 'ok'),
    );
    expect(quiet.code).toBe(0);
    expect(JSON.parse(quiet.stdout)).toMatchObject({ ok: true, lines: 1, findings: [] });
    const missing = await cli.run(['diagnose', '--log', path.join(place.path, 'nowhere')]);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('cannot be read (ENOENT)');
  });

  it.each([
    [['diagnose'], 'needs PROFILE or HOST:PORT'],
    [['diagnose', '--log', 'a', 'b'], 'needs no server'],
    [['diagnose', 'Work', '--sni', 'a.test'], 'are for HOST:PORT'],
    [['diagnose', 'a.test:443', '--proxy', 'ftp://x'], 'The option --proxy takes'],
  ])('%j makes no sense', async (args, sentence) => {
    const { code, stderr } = await cli.run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(sentence);
  });
});
