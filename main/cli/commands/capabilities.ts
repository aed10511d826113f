import type { InternalReport } from '../../tunnel/engine.ts';
import { proveInternals } from '../../tunnel/node-internals/proof.ts';
import { capabilities } from '../../tunnel/tls/capabilities.ts';
import type { Command } from '../arguments.ts';
import { type ExitStatus, exitStatus, type Output, printJson, table } from '../output.ts';

type Capabilities = Extract<Command, { readonly kind: 'capabilities' }>;

/** What of stunnel's settings the TLS library of this program can honour, and which ways through Node.js are in use. */
export async function capabilitiesCommand({ json }: Capabilities, output: Output): Promise<ExitStatus> {
  const found = capabilities();
  const internals = await proveInternals();
  if (json) {
    printJson(output, { ...found, internals });
    return exitStatus.done;
  }
  output.result(found.library);
  const rows = found.table.map(({ option, available, note }): [string, string] => [
    option,
    [available ? 'yes' : 'no', note].filter((part) => part !== '').join(': '),
  ]);
  for (const line of table(rows)) output.result(line);
  output.result(`Below the interface of Node.js ${process.versions.node}`);
  for (const line of table(internals.map(internalRow))) output.result(line);
  return exitStatus.done;
}

const internalRow = ({ name, purpose, fault, instead }: InternalReport): [string, string] => [
  name,
  fault === null ? `yes: ${purpose}` : `no (${fault}): ${instead}`,
];
