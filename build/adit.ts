/** npm run adit -- ARGS: the command line program. Nothing but its own output goes to stdout. */
import { join } from 'node:path';
import { HEAP_FLAGS } from '../main/tunnel/base/heap.ts';
import { handOver } from './hand-over.ts';
import { ensureBuilt, root } from './outputs.ts';

ensureBuilt('release');
const line = [join(root, 'out/main/cli.js'), ...process.argv.slice(2)];
// npm changes to the package's directory; paths on the command line are meant from where the person stands.
handOver(process.execPath, [...HEAP_FLAGS, ...line], { cwd: process.env['INIT_CWD'] ?? process.cwd() });
