/** docs/troubleshooting.md says what a check says; `npx vitest run --project engine test/diagnose/troubleshooting.test.ts -u` writes it. */

import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../build/outputs.ts';
import type { Subject } from '../../main/diagnose/evidence.ts';
import { wordsFor } from '../../main/diagnose/words/words.ts';
import { say } from '../../preload/words/say.ts';
import { allExamples, chaptered, examples, troubleshooting } from './troubleshooting.ts';

it('the page has each fault once', () => {
  expect([...chaptered].sort()).toEqual(Object.keys(examples).sort());
});

it('the page is made of the table', async () => {
  await expect(troubleshooting()).toMatchFileSnapshot(path.join(root, 'docs/troubleshooting.md'));
});

const subject: Subject = {
  application: 'custom',
  server: { host: 'tunnel.example.org', port: 443 },
  serverName: null,
  proxy: null,
  trustsSystem: false,
  showsCertificate: false,
  pskIdentity: null,
  protocol: null,
  platform: 'linux',
  release: '',
};

it.each(allExamples.map((fault) => [fault.kind, fault] as const))(
  '%s: whole sentences, and a command in one line',
  (_kind, fault) => {
    const { title, what, why, next, serverCommand, serverLine } = wordsFor(fault, subject);
    expect(say(title)).toMatch(/^\p{Lu}|^(?:stunnel|macOS) /u);
    expect(say(title)).not.toMatch(/[.!]$/);
    for (const sentence of [what, why, next].map(say)) {
      expect(sentence).toMatch(/[.!)]$/);
      expect(sentence).not.toMatch(/undefined|null|\[object/);
    }
    for (const text of [serverCommand, serverLine]) if (text !== null) expect(text).not.toMatch(/\n|undefined|null/);
  },
);
