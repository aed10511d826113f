import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { execute, hasTool, requireTool } from '../peers/tools.ts';
import { buildCli, type Cli } from './support/cli.ts';

describe('adit demo', () => {
  let cli: Cli;
  beforeAll(async () => {
    cli = await buildCli();
  });
  afterAll(() => cli?.[Symbol.asyncDispose]());

  it.skipIf(!hasTool('curl'))(
    'prints a line that fetches the page through the tunnel, and ends with Ctrl-C',
    async () => {
      await using demo = await cli.start(['demo'], /Ctrl-C ends both/);
      const [, line = ''] = await demo.logged(/^ {2}(curl http:\/\/127\.0\.0\.1:\d+\/)$/m);
      const [, ...args] = line.split(' ');
      const { stdout } = await execute(requireTool('curl'), ['--silent', '--show-error', '--max-time', '10', ...args]);
      expect(stdout).toContain('This page came through your tunnel');
      await demo.logged(/is reachable: TLS 1\.3/);
      demo.signal('SIGINT');
      expect(await demo.exited).toEqual({ code: 0, signal: null });
    },
  );
});
