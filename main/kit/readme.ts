/** README.md of the kit's folder: the exact commands. Pure. */

import { type Answers, platformLabel } from '../../preload/kit-answers.ts';
import { inEnglish } from '../../preload/words/words.ts';
import { asciiHost } from '../profile/export/lines.ts';
import { hasAuthority, hasCertificate, ports, serverNameOf } from './answers.ts';
import type { KnownClient } from './record.ts';
import { logWords } from './scripts/service.ts';

type Lines = readonly string[];

export function kitReadme(answers: Answers, clients: readonly KnownClient[]): string {
  return `${[
    `# The tunnels of ${answers.host}`,
    '',
    'Made by `adit server-kit`. **This folder holds private keys**: keep it where only you can read it. `FOLDER` below is this folder.',
    '',
    ...contents(answers),
    '',
    ...services(answers),
    '',
    ...(answers.platform === 'windows' ? onWindows : onServer(answers)),
    '',
    ...forClients(answers),
    '',
    ...later(answers),
    ...(clients.length === 0 ? [] : ['', ...who(clients)]),
  ].join('\n')}\n`;
}

const row = (...cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function contents(answers: Answers): Lines {
  return [
    row('', ''),
    row('---', '---'),
    row('`server/`', `goes to the server (${inEnglish(() => platformLabel(answers.platform))})`),
    row('`clients/`', 'one file for each client; hand it on by a way that you trust'),
    ...(hasAuthority(answers)
      ? [row('`authority/`', 'signs certificates; stays here, and never goes to the server')]
      : []),
    row('`kit.json`', 'what was answered, for the next time'),
  ];
}

function services(answers: Answers): Lines {
  return [
    '## Services',
    '',
    row('service', 'comes in at', 'goes to', 'server name (SNI)'),
    row('---', '---', '---', '---'),
    ...answers.services.map((service) =>
      row(
        service.name,
        `port ${service.accept}`,
        `${service.host}:${service.port}`,
        serverNameOf(answers, service) ?? 'none needed',
      ),
    ),
    ...(answers.services.some((service) => serverNameOf(answers, service) !== null)
      ? ['', 'These server names need not be in the DNS.']
      : []),
    ...pageWords(answers),
  ];
}

function pageWords({ page }: Answers): Lines {
  if (page.kind === 'none') return [];
  const who = page.kind === 'sni' ? 'asks for none of these names' : 'has no valid certificate';
  return [
    '',
    `Whoever ${who}, a browser for one, gets the web server at ${page.host}:${page.port}. It has to run, and to look like one.`,
  ];
}

function onServer(answers: Answers): Lines {
  const several = ports(answers).size > 1 ? 's' : '';
  const host = asciiHost(answers.host);
  return [
    '## On the server',
    '',
    '`USER` is whoever you are there, with `sudo`.',
    '',
    '```sh',
    `tar -C FOLDER/server -cf - . | ssh USER@${host} 'mkdir -p -m 700 adit-server && tar -xf - -C adit-server'`,
    `ssh -t USER@${host} 'sudo sh adit-server/install.sh'`,
    '```',
    '',
    '`install.sh` asks before each step and can be run again after every change; `--yes` answers all questions.',
    `\`sudo sh adit-server/check.sh\` says what is up. The log: \`${logWords(answers)}\`.`,
    `Port${several} ${[...ports(answers).keys()].join(', ')} must be let in by the provider’s firewall or the router as well.`,
  ];
}

const onWindows: Lines = [
  '## On the server',
  '',
  '1. Install stunnel from <https://www.stunnel.org/downloads.html>, for all users.',
  '2. Copy everything in `server` into `C:\\Program Files (x86)\\stunnel\\config`, in place of the `stunnel.conf` there.',
  '3. In a terminal as administrator, let only administrators and the system read the keys, let port 443 in, and start it as a service:',
  '',
  '```bat',
  'cd "C:\\Program Files (x86)\\stunnel"',
  'icacls config /inheritance:r /grant:r *S-1-5-32-544:(OI)(CI)F *S-1-5-18:(OI)(CI)F',
  'netsh advfirewall firewall add rule name="stunnel" dir=in action=allow program="C:\\Program Files (x86)\\stunnel\\bin\\stunnel.exe"',
  'bin\\stunnel -install -quiet',
  'net start stunnel',
  '```',
  '',
  'After a change: copy again, and `net stop stunnel`, `net start stunnel`.',
];

function forClients({ clients }: Answers): Lines {
  return [
    '## On the clients',
    '',
    clients === 'none'
      ? 'Give `clients/everyone.zip` to whoever shall use the tunnels. It holds no secret: anybody who reaches the server is let in.'
      : 'Give each client its own file. Whoever has it is let in.',
    'Unpack it, and drop the folder on Adit’s window (or `adit import FOLDER --app`); or, in a terminal, `adit run client.conf` in',
    'it, or `stunnel client.conf`.',
  ];
}

function later(answers: Answers): Lines {
  const again = answers.platform === 'windows' ? 'copy `server` again' : 'copy `server` again and run `install.sh`';
  const isOwn = hasCertificate(answers) && answers.certificate.kind !== 'lets-encrypt';
  return [
    '## Later',
    '',
    `After each of these, ${again}.`,
    '',
    '```sh',
    'adit server-kit FOLDER --service redis         # another service',
    ...(isOwn
      ? [
          'adit server-kit FOLDER --renew                 # a new certificate with the same key',
          'adit server-kit FOLDER --renew --new-key       # and with a new one',
        ]
      : []),
    ...(answers.clients === 'none'
      ? []
      : [
          'adit server-kit FOLDER --client NAME           # another client',
          'adit server-kit FOLDER --revoke NAME           # let it in no longer',
        ]),
    '```',
    ...(answers.certificate.kind === 'lets-encrypt' && hasCertificate(answers)
      ? ['', 'certbot renews the certificate by itself, and its hook puts it into place.']
      : []),
  ];
}

function who(clients: readonly KnownClient[]): Lines {
  return [
    '## Clients',
    '',
    ...clients.map(
      ({ name, revokedAt }) => `- ${name}${revokedAt === null ? '' : `, turned away since ${revokedAt.slice(0, 10)}`}`,
    ),
  ];
}
