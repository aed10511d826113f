/** check.sh: what is up, what is not, and what cannot be known from here. Pure. */

import type { Answers } from '../../../preload/kit-answers.ts';
import { asciiHost, isAddress } from '../../profile/export/lines.ts';
import { hasCertificate, pagePort, ports } from '../answers.ts';
import { isContainer, layoutOf } from '../layout.ts';
import { serverFiles } from '../stunnel-conf.ts';
import { firewallCheck } from './firewall.ts';
import { isUp, logWords } from './service.ts';
import { beginning, type Lines, quoted } from './shell.ts';

const reports: Lines = `
failed=0
good() { printf 'ok       %s\\n' "$*"; }
bad() {
  printf 'NOT OK   %s\\n' "$*"
  failed=1
}
unknown() { printf 'unknown  %s\\n' "$*"; }
`
  .trim()
  .split('\n');

const listening: Lines = `
listens() {
  if command -v ss > /dev/null; then
    ss -ltn | grep -Eq "[:.]$port +"
  else
    netstat -an | grep -E 'LISTEN' | grep -Eq "[:.]$port +"
  fi
}
`
  .trim()
  .split('\n');

export function checkScript(answers: Answers): string {
  return `${[
    ...beginning(`Says whether the tunnels of ${answers.host} are up on this computer.`, [
      'As root: the certificate is nobody else’s to read.',
    ]),
    ...reports,
    '',
    `if ${isUp(answers)}; then`,
    "  good 'The service is up.'",
    'else',
    `  bad ${quoted(`The service is not up. Its log: ${logWords(answers)}`)}`,
    'fi',
    '',
    ...listening,
    '',
    ...firewallCheck,
    '',
    `ports='${[...ports(answers).keys()].join(' ')}'`,
    'for port in $ports; do',
    '  if listens; then good "Something listens on port $port."; else bad "Nothing listens on port $port."; fi',
    '  firewall',
    'done',
    ...(hasCertificate(answers) ? ['', ...certificateCheck(answers)] : []),
    '',
    'exit $failed',
  ].join('\n')}\n`;
}

/** Shown by the port whose certificate everybody sees. */
function certificateCheck(answers: Answers): Lines {
  const port = answers.clients === 'psk' ? pagePort(answers) : ([...ports(answers).keys()][0] ?? 443);
  const folder = isContainer(answers.platform) ? '.' : layoutOf(answers).folder;
  const name = isAddress(answers.host) ? '' : ` -servername ${quoted(asciiHost(answers.host))}`;
  return [
    `certificate=${folder}/${serverFiles.certificate}`,
    'fingerprint() { openssl x509 -noout -fingerprint -sha256 2> /dev/null || true; }',
    'if ! command -v openssl > /dev/null; then',
    "  unknown 'Without openssl nothing can be said of the certificate.'",
    'elif [ ! -r "$certificate" ]; then',
    '  bad "There is no certificate in $certificate that can be read."',
    'else',
    '  wanted=$(fingerprint < "$certificate")',
    '  if [ -z "$wanted" ]; then',
    '    bad "What is in $certificate is no certificate."',
    '    exit 1',
    '  fi',
    '  # stunnel may be about to read it.',
    '  for try in 1 2 3 4 5; do',
    `    shown=$(openssl s_client -connect 127.0.0.1:${port}${name} < /dev/null 2> /dev/null | fingerprint)`,
    '    if [ "$shown" = "$wanted" ] || [ "$try" = 5 ]; then break; fi',
    '    sleep 1',
    '  done',
    '  if [ -z "$shown" ]; then',
    `    bad 'No TLS server answers on port ${port} of this computer.'`,
    '  elif [ "$shown" = "$wanted" ]; then',
    "    good 'It shows the certificate that it should.'",
    '  else',
    '    bad "It shows another certificate than $certificate: it has not read the new one yet."',
    '  fi',
    '  if ! openssl x509 -noout -checkend 0 -in "$certificate" > /dev/null; then',
    '    bad "The certificate has ended: $(openssl x509 -noout -enddate -in "$certificate" | cut -d= -f2)."',
    '  elif openssl x509 -noout -checkend 1209600 -in "$certificate" > /dev/null; then',
    '    good "The certificate is good until $(openssl x509 -noout -enddate -in "$certificate" | cut -d= -f2)."',
    '  else',
    '    bad "The certificate ends within two weeks: $(openssl x509 -noout -enddate -in "$certificate" | cut -d= -f2)."',
    '  fi',
    'fi',
  ];
}
