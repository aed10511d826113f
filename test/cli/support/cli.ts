/** The CLI as users start it: the bundled program, on the Node that runs the tests, or on Windows'. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { build } from 'vite';
import { temporaryDirectory } from '../../peers/directory.ts';
import { type RunningProcess, startProcess } from '../../peers/process.ts';
import { programNode } from '../../peers/program-node.ts';

const root = path.join(import.meta.dirname, '../../..');

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Cli extends AsyncDisposable {
  /** Path of the bundled program. */
  readonly program: string;
  /** Runs a command that ends by itself. */
  run(args: readonly string[], input?: string, env?: NodeJS.ProcessEnv): Promise<Finished>;
  /** Starts a command that stays in the foreground; `ready` stands in its output when it is up. */
  start(args: readonly string[], ready: RegExp): Promise<RunningProcess>;
}

/** Bundles the CLI's entry into a directory of its own, so that no test depends on an earlier or stale build. */
export async function buildCli(): Promise<Cli> {
  const directory = await temporaryDirectory('adit-cli-');
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    define: { __E2E__: 'false' },
    ssr: { noExternal: true },
    build: {
      ssr: true,
      outDir: directory.path,
      emptyOutDir: false,
      target: 'node20.18',
      rolldownOptions: {
        input: { cli: path.join(root, 'main/cli/index.ts') },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
      },
    },
  });
  const program = path.join(directory.path, 'cli.mjs');
  return {
    program,
    async run(args, input = '', env = {}) {
      const child = spawn(programNode, [program, ...args], {
        stdio: ['pipe', 'pipe', 'pipe'],
        env: { ...process.env, ...env },
      });
      child.stdin.on('error', () => {});
      child.stdin.end(input);
      const [stdout, stderr, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close'),
      ]);
      return { code: code as number | null, stdout, stderr };
    },
    start: (args, ready) => startProcess({ command: programNode, args: [program, ...args], ready }),
    [Symbol.asyncDispose]: directory.close,
  };
}
