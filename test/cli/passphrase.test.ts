/** Keys whose passphrase has to be entered: on a terminal where there is one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CertificateFiles, makeCertificate } from '../peers/certificates.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { programNode } from '../peers/program-node.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';

const PASSPHRASE = 'correct hörse';

describe('the passphrase of a key', { skip: process.platform !== 'linux' || !hasTool('openssl') }, () => {
  let cli: Cli;
  let directory: TemporaryDirectory;
  let client: CertificateFiles;
  const file = (name: string) => path.join(directory.path, name);
  beforeAll(async () => {
    [cli, directory] = await Promise.all([buildCli(), temporaryDirectory()]);
    client = await makeCertificate(directory.path, 'client', { commonName: 'me' });
    const openssl = requireTool('openssl');
    const secret = ['-passout', `pass:${PASSPHRASE}`];
    await execute(openssl, ['pkcs8', '-topk8', '-in', client.key, '-out', file('client.key'), ...secret]);
    const input = ['-in', client.certificate, '-inkey', client.key];
    await execute(openssl, ['pkcs12', '-export', ...input, '-out', file('client.p12'), ...secret]);
  });
  afterAll(() => Promise.all([cli?.[Symbol.asyncDispose](), directory?.close()]));

  const configure = async (identity: string) => {
    const section = `[ssh]\nclient = yes\naccept = 127.0.0.1:0\nconnect = 127.0.0.1:9\n${identity}\n`;
    await writeFile(file('client.conf'), section);
    return file('client.conf');
  };
  const pem = () => `cert = ${client.certificate}\nkey = ${file('client.key')}`;

  /** What the terminal shows until `end`, when each prompt is answered with the next of these. */
  async function onTerminal(conf: string, answers: readonly string[], end: RegExp): Promise<string> {
    const command = [programNode, cli.program, 'run', conf].map((word) => `'${word}'`).join(' ');
    const child = spawn(requireTool('script'), ['-qec', `exec ${command}`, '/dev/null']);
    const left = [...answers];
    let shown = '';
    // It may be gone already.
    child.stdin.on('error', () => undefined);
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      shown += text;
      if (/pass phrase for .*: $/.test(shown)) child.stdin.write(left.shift() ?? '\u0003');
      // Ctrl-C, as a person ends it.
      if (end.test(shown)) child.stdin.write('\u0003');
    });
    await once(child, 'close');
    return shown;
  }

  describe.skipIf(!hasTool('script'))('on a terminal', () => {
    it.each(['PEM', 'PKCS#12'])('is asked for, again when it is wrong, and is not shown (%s)', async (kind) => {
      const conf = await configure(kind === 'PEM' ? pem() : `cert = ${file('client.p12')}`);
      const shown = await onTerminal(conf, ['wrong\r', `x\u007f${PASSPHRASE}\r`], /Configuration successful/);
      expect(shown.match(/Enter PEM pass phrase for /g)).toHaveLength(2);
      expect(shown).toContain('Wrong passphrase: retrying');
      expect(shown).toContain('Configuration successful');
      expect(shown).not.toContain(PASSPHRASE);
    });

    it('is asked for three times, or not again after Ctrl-C', async () => {
      const conf = await configure(pem());
      const tired = await onTerminal(conf, ['a\r', 'b\r', 'c\r', 'd\r'], /Configuration failed/);
      expect(tired.match(/Enter PEM pass phrase for /g)).toHaveLength(3);
      expect(tired).toMatch(/This passphrase does not open[\s\S]*Configuration failed/);
      const given = await onTerminal(conf, ['\u0003'], /Configuration failed/);
      expect(given).toMatch(/is protected with a passphrase[\s\S]*Configuration failed/);
    });
  });

  it('is missed clearly where there is no terminal', async () => {
    const conf = await configure(pem());
    // In a session of its own a process has no terminal.
    const args = ['--wait', programNode, cli.program, 'run', conf];
    const error: unknown = await execute(requireTool('setsid'), args).catch((failure: unknown) => failure);
    expect(error).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /client\.key is protected with a passphrase[\s\S]*Failed to initialize TLS context\n\[!\] Configuration failed/,
      ),
    });
  });
});
