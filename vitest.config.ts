import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { wholeWrites } from './build/whole-writes.ts';
import { leftOutFiles } from './test/windows/exceptions.ts';

const define = { __E2E__: 'false' };
/** What writes the profiles, as the build has it. */
const storePackages = ['electron-store', 'conf'];
const node = { environment: 'node' } as const;
/** Threads and programs are started and files are moved: generous, because a loaded machine is slow, not broken. */
const patient = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 60_000 } } } as const;

/**
 * Real programs on a slow, busy machine sometimes fail by themselves. Where nobody looks, a test has a second attempt, and
 * the run names each test that needed it; at a desk it fails, so that it is looked at.
 */
const withPeers = { ...patient, retry: process.env['CI'] === undefined ? 0 : 1 } as const;

/**
 * `unit` needs nothing but Node, `package` the built program. `engine` and `cli` talk to real servers, and each file
 * takes its own ports and directories; `engine-public` is the engine with nothing below Node's interface in use.
 * `windows` is two projects: what Windows' Node tests by itself, and the program on Windows' Node beside real servers
 * (test/run/windows.ts). The app's tests are Playwright's (test/app/playwright.config.ts).
 */
export default defineConfig({
  test: {
    passWithNoTests: true,
    // Vitest would leave one processor to others, which of two is half. Most tests wait for programs.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        define,
        plugins: [wholeWrites],
        test: {
          ...node,
          ...patient,
          name: 'unit',
          // Its `import 'electron'` is then the one that tests replace; the real package downloads a runtime when imported.
          server: { deps: { inline: storePackages } },
          include: [
            'main/**/*.test.{ts,tsx}',
            'preload/**/*.test.ts',
            'build/**/*.test.ts',
            'test/run/**/*.test.ts',
            'renderer/**/*.test.{ts,tsx}',
          ],
        },
      },
      {
        define,
        test: {
          ...node,
          ...withPeers,
          name: 'engine',
          include: ['test/{engine,peers,export,faults,conf,trust,vpn,launch,kit,day,diagnose,store}/**/*.test.ts'],
        },
      },
      {
        define,
        test: {
          ...node,
          ...withPeers,
          name: 'engine-public',
          env: { ADIT_TEST_WITHOUT_INTERNALS: '1' },
          include: ['test/engine/**/*.test.ts'],
        },
      },
      { define, test: { ...node, ...withPeers, name: 'package', include: ['test/package/**/*.test.ts'] } },
      { define, test: { ...node, ...withPeers, name: 'packages', include: ['test/packages/**/*.test.ts'] } },
      { define, test: { ...node, ...withPeers, name: 'cli', include: ['test/cli/**/*.test.ts'] } },
      {
        define,
        plugins: [wholeWrites],
        test: {
          ...node,
          ...patient,
          name: 'windows-alone',
          server: { deps: { inline: storePackages } },
          setupFiles: ['test/windows/skip-exceptions.ts'],
          include: [
            'main/**/*.test.ts',
            'preload/**/*.test.ts',
            'test/run/**/*.test.ts',
            'test/windows/alone/**/*.test.ts',
          ],
          exclude: leftOutFiles('windows-alone'),
        },
      },
      {
        define,
        test: {
          ...node,
          ...withPeers,
          name: 'windows-peers',
          setupFiles: ['test/windows/skip-exceptions.ts'],
          include: ['test/{cli,engine}/**/*.test.ts', 'test/windows/peers/**/*.test.ts'],
          exclude: leftOutFiles('windows-peers'),
        },
      },
    ],
  },
});
