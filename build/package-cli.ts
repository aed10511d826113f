/**
 * npm run package:cli: the command line program as an npm package, dist/adit-VERSION.tgz. For computers without a display:
 * no Electron, and no dependencies, because everything is in it.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import { collectModules, licences, packagesOf } from './licences.ts';
import { root } from './outputs.ts';

const folder = join(root, 'dist/cli');
const { version, license, author, description, engines } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as Readonly<Record<string, unknown>>;

/** Bundles the program, and gives the files of packages that are in it. */
async function bundle(): Promise<ReadonlySet<string>> {
  const modules = new Set<string>();
  await build({
    configFile: false,
    logLevel: 'warn',
    root,
    define: { __E2E__: 'false' },
    ssr: { noExternal: true },
    plugins: [
      collectModules(modules),
      {
        name: 'adit:shebang',
        renderChunk: (code, chunk) =>
          chunk.isEntry && chunk.name === 'cli' ? `#!/usr/bin/env node\n${code.replace(/^#!.*\n/, '')}` : null,
      },
    ],
    build: {
      ssr: true,
      outDir: join(folder, 'bin'),
      emptyOutDir: true,
      minify: true,
      // Node 20 of Electron 33, the oldest that Adit runs on.
      target: 'node20.18',
      rolldownOptions: {
        input: { cli: join(root, 'main/cli/index.ts'), helper: join(root, 'main/tunnel/threads/helper.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  return modules;
}

const readme = `# Adit, in a terminal

The client end of TLS tunnels to stunnel servers, without a window: for a Raspberry Pi, a server, a container.

\`\`\`sh
npm install -g ./adit-${String(version)}.tgz
adit --help
adit run client.conf          # what \`stunnel client.conf\` does
adit service install client.conf
\`\`\`

It needs Node 20.19 or newer, and nothing else. \`LICENSES.txt\` has the licences of what is bundled.
`;

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const modules = await bundle();
const entry = join(folder, 'bin/cli.js');
chmodSync(entry, 0o755);
const about = {
  name: 'adit',
  version,
  description,
  license,
  author,
  type: 'module',
  bin: { adit: 'bin/cli.js' },
  engines,
};
writeFileSync(
  join(folder, 'package.json'),
  `${JSON.stringify({ ...about, files: ['bin', 'LICENSES.txt'] }, null, 2)}\n`,
);
writeFileSync(join(folder, 'README.md'), readme);
writeFileSync(join(folder, 'LICENSES.txt'), `${licences(packagesOf(modules))}\n`);
copyFileSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));

/** npm beside this Node, or the one that has started this. */
const npm = [
  process.env['npm_execpath'] ?? '',
  join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js'),
].find((file) => file.endsWith('.js') && existsSync(file));
if (npm === undefined) throw new Error('Start this with: npm run package:cli');
const { status } = spawnSync(process.execPath, [npm, 'pack', '--silent', '--pack-destination', join(root, 'dist')], {
  cwd: folder,
  stdio: ['ignore', 'inherit', 'inherit'],
});
process.exitCode = status ?? 1;
