/** What a client gets: a stunnel.conf, which Adit imports and stunnel runs, and what it names. Pure. */

import { applicationLabel } from '../../preload/fields/application-names.ts';
import type { Answers, Service } from '../../preload/kit-answers.ts';
import { inEnglish } from '../../preload/words/words.ts';
import { writeComment, writeOption, writeSection } from '../conf/write.ts';
import { LOOPBACK } from '../profile/defaults.ts';
import { addressOf, asciiHost, isAddress } from '../profile/export/lines.ts';
import { localPortFor } from '../profile/local-port.ts';
import { serverNameOf } from './answers.ts';
import { PSK_SUITES } from './stunnel-conf.ts';

type Lines = readonly string[];

/** Files beside the configuration. */
export const clientFiles = {
  configuration: 'client.conf',
  server: 'server.pem',
  authority: 'authority.pem',
  certificate: 'client.pem',
  key: 'client.key',
  preSharedKey: 'psk.txt',
  readme: 'README.txt',
} as const;

/** Where Debian, Ubuntu and Alpine have the authorities of the system; others say so in the file. */
const SYSTEM_AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/** `client`: its name; null: whoever has the file, where clients show nothing. */
export function clientConfiguration(answers: Answers, client: string | null): string {
  const taken = new Set<number>();
  const sections = answers.services.map((service) => {
    const port = localPortFor(service.port, taken);
    taken.add(port);
    return ['', ...section(answers, service, port, client)];
  });
  const whose = client === null ? '' : ` for ${client}`;
  return [
    ...writeComment(
      `The tunnels to ${answers.host}${whose}. Adit imports this file; stunnel and “adit run” take it as it is, started in its folder.`,
    ),
    ...sections.flat(),
    '',
  ].join('\n');
}

function section(answers: Answers, service: Service, port: number, client: string | null): Lines {
  const name = serverNameOf(answers, service);
  return [
    writeSection(service.name),
    `; adit: name = ${inEnglish(() => applicationLabel(service.application))} at ${answers.host}${isOnly(answers, service) ? '' : ` (${service.name})`}`,
    `; adit: application = ${service.application}`,
    writeOption('client', 'yes'),
    writeOption('accept', `${LOOPBACK}:${port}`),
    writeOption('connect', addressOf({ host: answers.host, port: service.accept })),
    ...(isAddress(answers.host) ? [] : [writeOption('delay', 'yes')]),
    ...(name === null && isAddress(answers.host) ? [writeOption('sni', '')] : []),
    ...(name === null ? [] : [writeOption('sni', name)]),
    writeOption('sslVersionMin', 'TLSv1.2'),
    ...trust(answers),
    ...shown(answers, client),
  ];
}

const isOnly = ({ services }: Answers, { application }: Service) =>
  services.filter((other) => other.application === application).length === 1;

function trust(answers: Answers): Lines {
  const { certificate, clients, host } = answers;
  if (clients === 'psk') return [];
  const names = [writeOption(isAddress(host) ? 'checkIP' : 'checkHost', asciiHost(host))];
  switch (certificate.kind) {
    case 'self-signed':
      return [
        ...writeComment('This one certificate, also renewed with the same key.'),
        writeOption('verifyPeer', 'yes'),
        writeOption('CAfile', clientFiles.server),
      ];
    case 'authority':
      return [
        ...writeComment('Whatever certificate the server’s own authority gives it.'),
        writeOption('verifyChain', 'yes'),
        writeOption('CAfile', clientFiles.authority),
        ...names,
      ];
    case 'lets-encrypt':
      return [
        ...writeComment(
          'The authorities of the system, where Linux has them. macOS: /etc/ssl/cert.pem; stunnel for Windows: ca-certs.pem',
        ),
        writeOption('verifyChain', 'yes'),
        writeOption('CAfile', SYSTEM_AUTHORITIES),
        ...names,
      ];
  }
}

function shown({ clients }: Answers, client: string | null): Lines {
  if (clients === 'none' || client === null) return [];
  if (clients === 'certificate') {
    return [writeOption('cert', clientFiles.certificate), writeOption('key', clientFiles.key)];
  }
  return [
    ...writeComment('The key proves both ends; there is no certificate.'),
    // By name: “PSK” is for BoringSSL those without forward secrecy alone, which the server does not take.
    writeOption('ciphers', PSK_SUITES),
    writeOption('PSKsecrets', clientFiles.preSharedKey),
    writeOption('PSKidentity', client),
  ];
}

/** What the receiver reads. `hasKey`: what belongs to the client alone is in the file. `isEncrypted`: with a passphrase. */
export function clientReadme(
  answers: Answers,
  client: string | null,
  { hasKey, isEncrypted }: { readonly hasKey: boolean; readonly isEncrypted: boolean },
): string {
  const { host, clients } = answers;
  const secret = clients === 'psk' ? clientFiles.preSharedKey : clientFiles.key;
  return `${[
    `The tunnels to ${host}${client === null ? '' : ` for ${client}`}`,
    '',
    ...(clients === 'none'
      ? []
      : hasKey
        ? [`${secret} is a secret: whoever has it is let in. Keep this folder to yourself.`]
        : [`${secret} is not in here: it is the one that you have got before. Put it into this folder.`]),
    ...(isEncrypted ? ['The key asks for a passphrase, which you are told in another way.'] : []),
    '',
    'With Adit: unpack this to where it can stay, and drop the folder on the window.',
    'In a terminal, in the unpacked folder:',
    '',
    `    adit run ${clientFiles.configuration}`,
    '',
    'or with stunnel:',
    '',
    `    stunnel ${clientFiles.configuration}`,
  ].join('\n')}\n`;
}
