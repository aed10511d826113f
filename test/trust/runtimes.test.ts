/** The cases of our tables in every runtime: two TLS libraries check the signatures, and should not differ. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OcspVerdict } from '../../main/trust/ocsp-message.ts';
import { say } from '../../preload/words/say.ts';
import { bundle } from '../engine/bundle.ts';
import { runtimes } from '../engine/runtimes.ts';
import { type TemporaryDirectory, temporaryDirectory } from '../peers/directory.ts';
import { execute } from '../peers/tools.ts';
import type { Questions } from './judge-child.ts';
import { makeListWorld } from './list-cases.ts';
import { makeOcspWorld, type OcspCase } from './ocsp-cases.ts';

let directory: TemporaryDirectory;
const at = (name: string) => path.join(directory.path, name);
const { now, leaf, issuer, cases: answers } = makeOcspWorld();
const { cases: listed } = makeListWorld(now);
/** In the order of the child's verdicts. */
const cases: readonly Pick<OcspCase, 'name' | 'verdict' | 'boringssl'>[] = [...answers, ...listed];

beforeAll(async () => {
  directory = await temporaryDirectory();
  await bundle(directory.path, { judge: path.join(import.meta.dirname, 'judge-child.ts') }, 'mjs');
  const responses = answers.map(({ response, nonce, issuerOnly }) => ({
    der: response.toString('base64'),
    nonce: nonce?.toString('base64') ?? null,
    issuerOnly,
  }));
  const questions: Questions = {
    now,
    leaf: leaf.toString(),
    issuer: issuer.toString(),
    responses,
    listed: listed.map((each) => ({
      leaf: each.leaf.toString(),
      issuer: each.issuer.toString(),
      lists: each.lists.map((der) => der.toString('base64')),
    })),
  };
  await writeFile(at('questions.json'), JSON.stringify(questions));
});
afterAll(() => directory?.close());

describe.each(runtimes)('on $name', ({ name, executable }) => {
  it.skipIf(executable === null)('an OCSP response and a revocation list say the same', async () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
    const { stdout } = await execute(executable ?? '', [at('judge.mjs'), at('questions.json')], { env });
    const verdicts: readonly OcspVerdict[] = JSON.parse(stdout);
    const shown = (said: OcspVerdict | undefined) => (said?.kind === 'unknown' ? say(said.detail) : said?.kind);
    const expected = cases.map((each) => (name === 'Electron' ? (each.boringssl ?? each.verdict) : each.verdict));
    expect(cases.map((each, index) => [each.name, shown(verdicts[index])])).toEqual(
      cases.map((each, index) => {
        const verdict = expected[index];
        return [each.name, verdict instanceof RegExp ? expect.stringMatching(verdict) : verdict];
      }),
    );
  });
});
