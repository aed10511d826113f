/** Files that somebody else names: what is none holds nobody up, a page has none read, and long ones do not stop the window. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findRuntime } from '../../build/runtime.ts';
import { makeProfile } from '../../main/state/make-profile.ts';
import type { Profile } from '../../preload/types.ts';
import { freePort } from '../peers/free-port.ts';
import { startEcho } from '../peers/tcp.ts';
import { hasStunnel, startTunnelServer } from './support/servers.ts';
import { expect, test } from './support/test.ts';

const checks = { hosts: [], emails: [], ips: [] };
const onUnix = process.platform !== 'win32';

test('files that are pipes and devices hold up neither their tunnels nor others', async ({
  launch,
  use,
  directory,
}) => {
  test.skip(!onUnix || !hasStunnel, 'there are no pipes with a path, or stunnel is not installed');
  const echo = await use(startEcho());
  const server = await use(startTunnelServer(echo.port));
  const [pipe, hashed] = [path.join(directory, 'pipe'), path.join(directory, 'hashed')];
  await mkdir(hashed);
  execFileSync('mkfifo', [pipe, path.join(hashed, '0123abcd.0')]);
  const bad: readonly Partial<Profile>[] = [
    { trust: { kind: 'authority', certificates: [{ kind: 'file', path: pipe }], checks } },
    { trust: { kind: 'pinned', certificates: [{ kind: 'file', path: '/dev/zero' }], checks } },
    { trust: { kind: 'authority', certificates: [{ kind: 'directory', path: hashed }], checks } },
    { identity: { kind: 'pem', certificate: pipe, key: pipe } },
    { identity: { kind: 'pkcs12', path: '/dev/zero' } },
    { psk: { kind: 'file', path: pipe, identity: null } },
  ];
  const profiles = await Promise.all(
    [...bad, { trust: { kind: 'none' } } as Partial<Profile>].map(async (change, index) =>
      makeProfile({
        id: `00000000-0000-4000-8000-00000000000${index}`,
        name: index < bad.length ? `Bad ${index}` : 'Good',
        accept: [{ host: '127.0.0.1', port: await freePort() }],
        connect: [{ host: '127.0.0.1', port: server.port }],
        startWithApp: true,
        ...change,
      }),
    ),
  );
  const userData = path.join(directory, 'data');
  await mkdir(userData);
  await writeFile(path.join(userData, 'profiles.json'), JSON.stringify({ version: 1, profiles }));
  const adit = await launch({ userData });
  await expect(adit.window.status('Good')).toHaveText(/^On/);
  const kinds = async () => (await adit.state()).profiles.map(({ tunnel }) => tunnel.status.kind);
  await expect.poll(kinds).toEqual([...bad.map(() => 'blocked'), 'on']);
});

test('a page has no file read that nobody chose, and learns nothing of one', async ({ launch, directory }) => {
  const secret = path.join(directory, 'secret');
  await writeFile(secret, 'me:TOP-SECRET\n');
  const adit = await launch();
  const answers = await adit.page.evaluate(
    async ([there, missing]) => {
      const read = (file: string) => {
        const lines = ['client = yes', '[a]', 'accept = 127.0.0.1:1', 'connect = h.example:2'];
        const named = ['verifyChain = yes', `CAfile = ${file}`, `cert = ${file}`, `PSKsecrets = ${file}`];
        return window.adit.import.read({ name: null, text: [...lines, ...named].join('\n') });
      };
      const [one, other] = [await read(there ?? ''), await read(missing ?? '')];
      if (!one.ok || !other.ok) throw new Error('not read');
      const address = { name: 'a', application: 'custom', host: 'h', remotePort: 1, localPort: 2, user: null } as const;
      const add = (answer: object) =>
        window.adit.import.add({ previewId: one.value.id, services: [{ key: 'service-1', ...address, ...answer }] });
      return {
        one: JSON.stringify({ ...one.value, id: '' }),
        other: JSON.stringify({ ...other.value, id: '' }),
        refused: [
          await add({ authority: there }),
          await add({ identity: { kind: 'pem', certificate: there, key: there } }),
          await add({ psk: { kind: 'file', path: there, identity: null } }),
        ],
      };
    },
    [secret, path.join(directory, 'nothing')],
  );
  expect(answers.one.replaceAll('secret', 'nothing')).toBe(answers.other);
  for (const answer of answers.refused) expect(answer.ok).toBe(false);
  expect(JSON.stringify(answers)).not.toContain('TOP-SECRET');
  expect((await adit.state()).profiles).toEqual([]);
});

test('a saved profile takes no path that nobody chose', async ({ launch, directory }) => {
  const secret = path.join(directory, 'secret');
  await writeFile(secret, 'me:TOP-SECRET\n');
  const adit = await launch();
  const profile = makeProfile();
  const answers = await adit.page.evaluate(
    async ([plain, ...changed]) => {
      const first = await window.adit.profile.save({ profile: plain as never });
      const rest = [];
      for (const each of changed) rest.push(await window.adit.profile.save({ profile: each as never }));
      return { first: first.ok, rest };
    },
    [
      profile,
      { ...profile, psk: { kind: 'file', path: secret, identity: null } },
      { ...profile, trust: { kind: 'pinned', certificates: [{ kind: 'file', path: secret }], checks } },
    ],
  );
  expect(answers.first).toBe(true);
  for (const answer of answers.rest) expect(answer.ok).toBe(false);
  expect(JSON.stringify(answers)).not.toContain('TOP-SECRET');
});

test('the window is answered while a long text is read', async ({ launch }) => {
  const adit = await launch();
  const first = await adit.page.evaluate(async () => {
    const short = await window.adit.import.read({ name: null, text: '[a]\naccept = 1\nconnect = 2\n' });
    if (!short.ok) throw new Error(short.error.explanation.what);
    const reading = window.adit.import.read({ name: null, text: '\n'.repeat(1_048_576) }).then(() => 'the text');
    const asking = window.adit.state.get().then(() => 'the state');
    const answer = await Promise.race([reading, asking]);
    await reading;
    return answer;
  });
  expect(first).toBe('the state');
});

/** Says what a dialog would, instead of waiting for somebody to close it. */
const INSTEAD_OF_DIALOGS =
  "require('electron').dialog.showErrorBox = (title, text) => process.stdout.write(title + ': ' + text + '\\n');\n";

for (const [place, below] of [
  ['a file', []],
  ['below a file', ['data']],
] as const) {
  test(`where nothing can be written it is said, and the status is not 0: ${place}`, async ({ build, directory }) => {
    const found = await findRuntime();
    if (found.kind === 'missing') throw new Error(found.advice.join(' '));
    const [hook, file] = [path.join(directory, 'hook.cjs'), path.join(directory, 'file')];
    await Promise.all([writeFile(hook, INSTEAD_OF_DIALOGS), writeFile(file, '')]);
    const data = path.join(file, ...below);
    const child = spawn(found.runtime.executable, [
      '--no-sandbox',
      '-r',
      hook,
      path.join(build, 'main/index.js'),
      `--user-data-dir=${data}`,
    ]);
    let [out, err] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (out += String(data)));
    child.stderr.on('data', (data: Buffer) => (err += String(data)));
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    for (const text of [out, err]) expect(text).toContain(`Adit cannot write in ${data} (`);
    expect(out).toContain('Adit could not start: ');
  });
}
