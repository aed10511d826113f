import { capabilities } from '../../tunnel/tls/capabilities.ts';
import type { Command } from '../arguments.ts';
import { type ExitStatus, exitStatus, type Output, printJson, table } from '../output.ts';

type Capabilities = Extract<Command, { readonly kind: 'capabilities' }>;

/** What of stunnel's settings the TLS library of this program can honour. */
export function capabilitiesCommand({ json }: Capabilities, output: Output): ExitStatus {
  const found = capabilities();
  if (json) {
    printJson(output, found);
    return exitStatus.done;
  }
  output.result(found.library);
  const rows = found.table.map(({ option, available, note }): [string, string] => [
    option,
    [available ? 'yes' : 'no', note].filter((part) => part !== '').join(': '),
  ]);
  for (const line of table(rows)) output.result(line);
  return exitStatus.done;
}
