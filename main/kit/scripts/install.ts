/** install.sh: sets up the server's side, one question a step, and again without harm. Pure. */
import type { Answers } from '../../../preload/kit-answers.ts';
import { hasCertificate, ports } from '../answers.ts';
import { layoutOf } from '../layout.ts';
import { serverFiles } from '../stunnel-conf.ts';
import { certbotStep, fetchesCertificate } from './certbot.ts';
import { containerSteps } from './container.ts';
import { firewallStep } from './firewall.ts';
import { serviceStep } from './service.ts';
import { asRoot, beginning, type Lines, questions, words } from './shell.ts';

/** Everything that stunnel reads on the server and that comes with the kit. */
export function installedFiles(answers: Answers): readonly string[] {
  const own = hasCertificate(answers) && !fetchesCertificate(answers) ? [serverFiles.certificate, serverFiles.key] : [];
  const clients = {
    certificate: [serverFiles.clientAuthority, serverFiles.revoked],
    psk: [serverFiles.preSharedKeys],
    none: [],
  } as const;
  return [serverFiles.configuration, ...own, ...clients[answers.clients]];
}

export function installScript(answers: Answers): string {
  const { platform, host } = answers;
  const usage = [
    'Asks before each step, and can be run again.',
    '  sh install.sh         as root',
    '  sh install.sh --yes   without questions',
  ];
  const steps = platform === 'docker' || platform === 'compose' ? containerSteps(answers) : systemSteps(answers);
  return `${[
    ...beginning(`Sets up the tunnels of ${host} on this computer.`, usage),
    ...questions,
    '',
    ...asRoot,
    '',
    ...steps,
    '',
    ...firewallStep([...ports(answers).keys()]),
    '',
    "say ''",
    'sh check.sh',
  ].join('\n')}\n`;
}

function systemSteps(answers: Answers): Lines {
  return [
    'changed=no',
    '',
    ...packageStep(answers),
    '',
    ...copyStep(answers),
    ...(fetchesCertificate(answers) ? ['', ...certbotStep(answers)] : []),
    '',
    ...serviceStep(answers),
  ];
}

const install = {
  debian: ['apt-get update', 'apt-get install -y --no-install-recommends stunnel4'],
  'raspberry-pi': ['apt-get update', 'apt-get install -y --no-install-recommends stunnel4'],
  alpine: ['apk add stunnel'],
  freebsd: ['pkg install -y stunnel'],
} as const;

function packageStep({ platform, ...answers }: Answers): Lines {
  if (platform === 'macos') return homebrewStep;
  if (platform === 'docker' || platform === 'compose' || platform === 'windows') return [];
  const { program } = layoutOf({ ...answers, platform });
  return [
    '# 1. stunnel',
    `if [ -x ${program} ]; then`,
    "  say 'stunnel is installed.'",
    "elif ask 'Install stunnel?'; then",
    ...install[platform].map((line) => `  ${line}`),
    'fi',
    `if [ ! -x ${program} ]; then`,
    `  say 'Without stunnel (${program}) nothing else makes sense.' >&2`,
    '  exit 1',
    'fi',
  ];
}

/** Homebrew is somewhere else on each kind of processor, and does not run as root. */
const homebrewStep: Lines = `
# 1. stunnel
stunnel=
for candidate in /opt/homebrew/bin/stunnel /usr/local/bin/stunnel; do
  if [ -x "$candidate" ]; then stunnel=$candidate; fi
done
if [ -z "$stunnel" ]; then
  say 'stunnel is missing. Install it with Homebrew, not as root, and run this again: brew install stunnel' >&2
  exit 1
fi
say "stunnel is $stunnel."
`
  .trim()
  .split('\n');

function copyStep(answers: Answers): Lines {
  const { folder, account, dropped } = layoutOf(answers);
  // Whom the service manager starts stunnel as has to read the keys; else root reads them before it becomes somebody.
  const group =
    dropped === 'by the service'
      ? (account?.group ?? 'root')
      : answers.platform === 'macos' || answers.platform === 'freebsd'
        ? 'wheel'
        : 'root';
  return [
    '# 2. The configuration and its certificates',
    `folder=${folder ?? ''}`,
    `files='${words(installedFiles(answers))}'`,
    'isnew=no',
    'for file in $files; do',
    '  cmp -s "$file" "$folder/$file" || isnew=yes',
    'done',
    'if [ $isnew = no ]; then',
    '  say "The files in $folder are as they should be."',
    'elif ask "Copy the configuration and its certificates to $folder?"; then',
    `  install -d -m 0750 -o root -g ${group} "$folder"`,
    '  for file in $files; do',
    `    install -m 0640 -o root -g ${group} "$file" "$folder/$file"`,
    '  done',
    '  changed=yes',
    'fi',
  ];
}
