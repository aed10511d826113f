/**
 * npm test [-- --only SUITE[,SUITE]] [FILTER…]: builds, provides what the tests need, runs every suite, and ends with one
 * line: `N passed, N failed, N skipped`. Exits with 1 when a test failed or none ran.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt, root, type Variant } from '../../build/outputs.ts';
import { findRuntime, type Runtime } from '../../build/runtime.ts';
import { hasTool } from '../peers/tools.ts';
import { provideWindows, type WindowsRuntime } from '../windows/runtime.ts';
import { openDisplay } from './display.ts';
import { packForTests } from './packaged.ts';
import {
  exitStatus,
  type Failure,
  failureLines,
  lastLine,
  noTests,
  playwrightFailures,
  playwrightSecondAttempts,
  playwrightTally,
  type ReportedTest,
  sum,
  type Tally,
  vitestFailures,
  vitestSecondAttempts,
  vitestTally,
  vitestTests,
} from './results.ts';
import { missingLibraries, provide, type Tool } from './system.ts';
import { leftOutLines, staleExceptions, windowsParts } from './windows.ts';

interface Suite {
  readonly name: string;
  /**
   * `windows`: two projects of Vitest, on Windows' Node (windows.ts). `playwright`: the app. `packaged`: the same on the
   * packed program (packaged.ts). `browser`: the window alone, in a browser that needs no display.
   */
  readonly runner: 'vitest' | 'playwright' | 'packaged' | 'browser' | 'windows';
  /** Without one of these the suite is skipped. */
  readonly tools: readonly Tool[];
  /** Peers of single tests, which skip themselves without them. */
  readonly peers?: readonly Tool[];
  readonly builds: readonly Variant[];
  readonly electron: 'needed' | 'used' | 'unused';
}

const onLinux = process.platform === 'linux';
const display: readonly Tool[] = onLinux ? ['Xvfb'] : [];
/** Wine is a program for x64 processors on Linux, and Windows needs none. */
const wine: readonly Tool[] = onLinux && process.arch === 'x64' ? ['wine64', 'x86_64-w64-mingw32-ld'] : [];
const suites: readonly Suite[] = [
  { name: 'unit', runner: 'vitest', tools: [], builds: [], electron: 'unused' },
  { name: 'package', runner: 'vitest', tools: display, builds: ['release', 'e2e'], electron: 'used' },
  {
    name: 'engine',
    runner: 'vitest',
    tools: ['openssl', 'stunnel'],
    peers: ['squid', 'danted', 'microsocks', 'ip', 'ssh', 'sshd', 'openvpn', 'nft', 'ping'],
    builds: ['release'],
    electron: 'used',
  },
  { name: 'engine-public', runner: 'vitest', tools: ['openssl', 'stunnel'], builds: [], electron: 'used' },
  { name: 'cli', runner: 'vitest', tools: ['openssl', 'stunnel'], builds: ['release'], electron: 'unused' },
  {
    name: 'windows',
    runner: 'windows',
    tools: ['openssl', 'stunnel', ...wine],
    peers: wine.length === 0 ? [] : ['makensis'],
    builds: [],
    electron: 'unused',
  },
  { name: 'window', runner: 'browser', tools: ['chromium'], builds: ['release'], electron: 'unused' },
  {
    name: 'app',
    runner: 'playwright',
    tools: ['openssl', 'stunnel', 'ssh', 'sshd', ...display],
    peers: ['squid'],
    builds: ['e2e'],
    electron: 'needed',
  },
  {
    name: 'packaged',
    runner: 'packaged',
    tools: ['openssl', 'stunnel', 'ssh', 'sshd', ...display],
    peers: ['squid'],
    builds: ['release', 'e2e'],
    electron: 'needed',
  },
  {
    name: 'packages',
    runner: 'vitest',
    tools: display,
    peers: onLinux ? ['mksquashfs', 'desktop-file-validate', '7za', 'rpmbuild', 'apparmor_parser'] : [],
    builds: ['release'],
    electron: 'needed',
  },
];

const say = (text: string): void => console.error(`\n== ${text}`);

function chosenSuites(only: readonly string[]): readonly Suite[] {
  const names = only.flatMap((value) => value.split(','));
  const unknown = names.find((name) => !suites.some((suite) => suite.name === name));
  if (unknown !== undefined) {
    console.error(`There is no suite ${unknown}. There are: ${suites.map(({ name }) => name).join(', ')}.`);
    process.exit(2);
  }
  return names.length === 0 ? suites : suites.filter(({ name }) => names.includes(name));
}

/** Runs a test runner's JavaScript file; its own output goes to the terminal, its report to a file. */
async function runScript(
  script: string,
  line: readonly string[],
  env: NodeJS.ProcessEnv,
  node = process.execPath,
): Promise<number | null> {
  const child = spawn(node, [join(root, 'node_modules', script), ...line], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
  });
  const stop = () => {
    child.kill('SIGTERM');
    process.exit(143);
  };
  process.once('SIGTERM', stop);
  const [status] = await once(child, 'exit');
  process.off('SIGTERM', stop);
  return status;
}

const readReport = (file: string): string | null => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
};

interface Outcome {
  readonly tally: Tally;
  readonly failures: readonly Failure[];
  /** What passed only when it was tried again. */
  readonly secondAttempts: readonly Failure[];
  /** What was left out and why, a line each. */
  readonly skips?: readonly string[];
}

/** Runs with a file for a report, and gives its text; null when there is none. */
async function withReport(
  act: (report: string) => Promise<number | null>,
): Promise<{ readonly status: number | null; readonly json: string | null }> {
  const directory = mkdtempSync(join(tmpdir(), 'adit-report-'));
  const report = join(directory, 'report.json');
  try {
    const status = await act(report);
    return { status, json: readReport(report) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function runPlaywright(
  filters: readonly string[],
  env: NodeJS.ProcessEnv,
  folder = 'test/app',
): Promise<Outcome> {
  const line = ['test', '--config', `${folder}/playwright.config.ts`, '--reporter=list,json', ...filters];
  const { status, json } = await withReport((report) =>
    runScript('@playwright/test/cli.js', line, { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
  );
  return {
    tally: playwrightTally(json, status),
    failures: playwrightFailures(json),
    secondAttempts: playwrightSecondAttempts(json),
  };
}

async function runOnScreen({ runner }: Suite, filters: readonly string[], env: NodeJS.ProcessEnv): Promise<Outcome> {
  if (runner !== 'packaged') return runPlaywright(filters, env, runner === 'browser' ? 'test/window' : 'test/app');
  const { program, close } = await packForTests();
  try {
    return await runPlaywright(filters, { ...env, ADIT_TEST_PROGRAM: program });
  } finally {
    close();
  }
}

async function runVitest(
  project: string,
  filters: readonly string[],
  env: NodeJS.ProcessEnv,
  node?: string,
): Promise<Outcome & { readonly tests: readonly ReportedTest[] }> {
  const { status, json } = await withReport((report) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    return runScript('vitest/vitest.mjs', ['run', '--project', project, ...reporters, ...filters], env, node);
  });
  return {
    tally: vitestTally(json, status),
    failures: vitestFailures(json),
    secondAttempts: vitestSecondAttempts(json),
    tests: vitestTests(json),
  };
}

async function runWindows(
  runtime: WindowsRuntime,
  filters: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<Outcome> {
  if (runtime.kind === 'missing') return { tally: { ...noTests, skipped: 1 }, failures: [], secondAttempts: [] };
  const outcomes = [];
  for (const part of windowsParts(runtime)) {
    outcomes.push(await runVitest(part.project, filters, { ...env, ...part.env }, part.node));
  }
  const tests = outcomes.flatMap((outcome) => outcome.tests);
  // With filters most tests are not looked at.
  const stale = filters.length === 0 ? staleExceptions(tests) : [];
  return {
    tally: sum([...outcomes.map(({ tally }) => tally), { ...noTests, failed: stale.length }]),
    failures: [...outcomes.flatMap(({ failures }) => failures), ...stale],
    secondAttempts: outcomes.flatMap(({ secondAttempts }) => secondAttempts),
    skips: leftOutLines(tests),
  };
}

function whySkipped(suite: Suite, runtime: Runtime | null, windows: WindowsRuntime): string | null {
  const missing = suite.tools.filter((tool) => !hasTool(tool));
  if (missing.length > 0) return `${missing.join(' and ')} is not installed`;
  if (suite.runner === 'windows') return windows.kind === 'missing' ? windows.reason : null;
  if (suite.electron !== 'needed') return null;
  if (runtime === null) return 'there is no Electron runtime';
  const libraries = missingLibraries(runtime.executable);
  return libraries.length > 0 ? `Electron lacks ${libraries.join(', ')}` : null;
}

const { values, positionals: filters } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', multiple: true, default: [] } },
});
const chosen = chosenSuites(values.only);

let runtime: Runtime | null = null;
if (chosen.some(({ electron }) => electron !== 'unused')) {
  const found = await findRuntime();
  if (found.kind === 'found') runtime = found.runtime;
  else console.error(found.advice.join('\n'));
}
await provide({
  tools: [...new Set(chosen.flatMap(({ tools, peers = [] }) => [...tools, ...peers]))],
  libraries: runtime === null ? [] : missingLibraries(runtime.executable),
});

const windows: WindowsRuntime = chosen.some(({ runner, tools }) => runner === 'windows' && tools.every(hasTool))
  ? provideWindows()
  : { kind: 'missing', reason: 'nobody asked for it' };

const { ELECTRON_RUN_AS_NODE: _, ...inherited } = process.env;
const env: NodeJS.ProcessEnv = {
  ...inherited,
  ...(runtime === null ? {} : { ELECTRON_OVERRIDE_DIST_PATH: runtime.directory }),
};
const tallies: Tally[] = [];
const failures: Failure[] = [];
const secondAttempts: Failure[] = [];
const skips: string[] = [];
for (const suite of chosen) {
  const reason = whySkipped(suite, runtime, windows);
  if (reason !== null) {
    skips.push(`Skipped: ${suite.name}, because ${reason}.`);
    tallies.push({ ...noTests, skipped: 1 });
    continue;
  }
  for (const variant of suite.builds) ensureBuilt(variant);
  say(suite.name);
  const isWindowed = suite.runner === 'playwright' || suite.runner === 'packaged';
  const screen = isWindowed && onLinux ? await openDisplay() : null;
  const { WAYLAND_DISPLAY: __, ...withoutWayland } = env;
  const outcome: Outcome =
    suite.runner === 'windows'
      ? await runWindows(windows, filters, env)
      : suite.runner === 'vitest'
        ? await runVitest(suite.name, filters, env)
        : await runOnScreen(suite, filters, screen === null ? env : { ...withoutWayland, DISPLAY: screen.name });
  tallies.push(outcome.tally);
  failures.push(...outcome.failures);
  secondAttempts.push(...outcome.secondAttempts);
  skips.push(...(outcome.skips ?? []));
  screen?.close();
}

const total = sum(tallies);
for (const line of failureLines(secondAttempts, root, 'Passed only at the second attempt')) console.error(line);
for (const line of failureLines(failures, root)) console.error(line);
for (const skip of skips) console.error(skip);
console.log(lastLine(total));
process.exitCode = exitStatus(total);
