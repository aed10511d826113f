/** rsync's daemon behind stunnel: what Adit starts and what it offers to copy, with real amounts. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { describe, expect, test } from 'vitest';
import { planLaunch } from '../../main/launch/plan.ts';
import { sayAll } from '../../preload/words/say.ts';
import { runtimes, startEngine } from '../engine/runtimes.ts';
import { prepared } from '../engine/setup.ts';
import { isReachable, pinned, portOf, specification } from '../engine/specification.ts';
import { plainProfile } from '../export/arbitrary.ts';
import { temporaryDirectory } from '../peers/directory.ts';
import { freePort } from '../peers/free-port.ts';
import { startProcess } from '../peers/process.ts';
import { startStunnel } from '../peers/stunnel.ts';
import { execute, hasTool, requireTool } from '../peers/tools.ts';

const setup = prepared();
const [runtime] = runtimes;
const tools = ['rsync', 'stunnel', 'openssl'];
const missing = tools.filter((name) => !hasTool(name));

const SIZE = 200 * 1_048_576;

/** Bytes in which no two blocks are alike, so that nothing of them is taken from another place. */
async function fill(file: string): Promise<void> {
  const handle = await open(file, 'w');
  const block = Buffer.alloc(1_048_576, 'adit');
  for (let number = 0; number * block.length < SIZE; number += 1) {
    for (let at = 0; at < block.length; at += 512) block.writeUInt32LE(number * block.length + at, at);
    await handle.write(block);
  }
  await handle.close();
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** It writes its log to files only, and says there when it listens. */
const startDaemon = (configuration: string, log: string) => {
  const script = [
    '"$1" --daemon --no-detach "--config=$2" "--log-file=$3" & daemon=$!',
    "trap 'kill $daemon' TERM",
    'until grep -q "rsyncd version" "$3" 2>/dev/null; do sleep 0.05; done',
    'echo ready',
    'wait $daemon',
  ].join('\n');
  const args = ['-c', script, 'daemon', requireTool('rsync'), configuration, log];
  return startProcess({ command: 'sh', args, ready: /ready/ });
};

describe.skipIf(missing.length > 0 || runtime?.executable == null)(`rsync (${tools.join(', ')})`, () => {
  test('lists the modules, and brings and takes 200 MiB, every byte', async () => {
    if (runtime === undefined) throw new Error('no runtime');
    await using stack = new AsyncDisposableStack();
    const { path: folder } = stack.use(await temporaryDirectory());
    const at = (name: string) => path.join(folder, name);
    const port = await freePort();
    const lines = [
      `port = ${port}`,
      'address = 127.0.0.1',
      'use chroot = no',
      '[files]',
      `path = ${folder}`,
      'read only = no',
      'comment = All of it',
    ];
    // Started as root it would become nobody.
    if (process.getuid?.() === 0) lines.push('uid = root', 'gid = root');
    await writeFile(at('rsyncd.conf'), `${lines.join('\n')}\n`);
    stack.use(await startDaemon(at('rsyncd.conf'), at('log')));
    const { certificate, key } = setup.certificate;
    const server = stack.use(await startStunnel({ connect: port, certificate, key }));
    const running = stack.use(await startEngine(runtime, setup.child.file));
    running.engine.start(specification(server.port, { id: 'rsync', trust: pinned(setup.certificate.pem) }));
    const local = portOf(await running.until('rsync', isReachable));
    const profile = plainProfile({ application: 'rsync', user: null, accept: [{ host: '127.0.0.1', port: local }] });
    const plan = planLaunch(profile, { platform: 'linux', installed: null, programs: undefined });
    const run = async (line: readonly string[]) => {
      const [program = '', ...args] = line;
      return (await execute(requireTool(program), [...args], { cwd: folder })).stdout;
    };

    if (plan?.start?.kind !== 'terminal') throw new Error('it does not run in a terminal');
    expect(await run(plan.start.argv)).toMatch(/^files\s+All of it$/m);

    await fill(at('bytes'));
    const [fetch] = sayAll(plan.lines).filter(({ label }) => label === 'Fetch a module');
    const words = (fetch?.text ?? '').replace('MODULE/', 'files/bytes').replace('FOLDER/', 'fetched').split(' ');
    await run(words);
    const sent = [...words.slice(0, -2), 'bytes', words.at(-2)?.replace('bytes', 'sent') ?? ''];
    await run(sent);
    const right = await digestOf(at('bytes'));
    expect([await digestOf(at('fetched')), await digestOf(at('sent'))]).toEqual([right, right]);
  }, 120_000);
});
