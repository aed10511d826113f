/** The server's stunnel.conf. Pure. */

import type { Answers, Service } from '../../preload/kit-answers.ts';
import { writeComment, writeOption, writeSection } from '../conf/write.ts';
import { hasCertificate, PAGE, pagePort, ports, serverNameOf } from './answers.ts';
import { EMPTY_FOLDER, layoutOf, targetOf } from './layout.ts';

type Lines = readonly string[];

/** Files of the server's side, as the configuration and the scripts call them. */
export const serverFiles = {
  configuration: 'stunnel.conf',
  certificate: 'server.pem',
  key: 'server.key',
  clientAuthority: 'clients-ca.pem',
  revoked: 'revoked.pem',
  preSharedKeys: 'psk.txt',
} as const;

/** Forward secret and authenticated, of TLS 1.2. Those of TLS 1.3 all are. */
const CERTIFICATE_SUITES =
  'ECDHE-ECDSA-AES256-GCM-SHA384:ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256';
/** The first is as good as those; the others are for clients that lack it. BoringSSL has these three. */
export const PSK_SUITES = 'ECDHE-PSK-CHACHA20-POLY1305:ECDHE-PSK-AES256-CBC-SHA:ECDHE-PSK-AES128-CBC-SHA';
/** OpenSSL ties a pre-shared key to SHA-256: with a suite of another hash first, TLS 1.3 would look for a certificate. */
const PSK_SUITES_13 = 'TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256';

export function serverConfiguration(answers: Answers): string {
  const sections = [...ports(answers)].flatMap(([port, services]) => sectionsOfPort(answers, port, services));
  return [...head(answers), ...sections.flatMap((section) => ['', ...section]), ''].join('\n');
}

function head(answers: Answers): Lines {
  const { account, dropped, chroot } = layoutOf(answers);
  const isWindows = answers.platform === 'windows';
  return [
    ...writeComment(
      `The tunnels of ${answers.host}, made by “adit server-kit”, which writes this file again: change it there.`,
    ),
    '',
    ...(isWindows
      ? []
      : [
          ...writeComment('Whoever starts stunnel keeps an eye on it and keeps its log.'),
          writeOption('foreground', 'yes'),
          writeOption('pid', ''),
          writeOption('syslog', 'no'),
        ]),
    writeOption('debug', 'notice'),
    ...(account !== null && dropped === 'by stunnel'
      ? [
          ...writeComment('Once keys are read and ports are open, nothing more than this is needed.'),
          ...(chroot ? [writeOption('chroot', EMPTY_FOLDER)] : []),
          writeOption('setuid', account.user),
          writeOption('setgid', account.group),
        ]
      : []),
    '',
    ...writeComment('TLS 1.2 and 1.3, with forward secrecy, without compression and renegotiation.'),
    writeOption('sslVersionMin', 'TLSv1.2'),
    writeOption('options', 'NO_COMPRESSION'),
    writeOption('renegotiation', 'no'),
    ...suites(answers),
    ...writeComment('Notices clients that are gone without a word.'),
    writeOption('socket', 'r:SO_KEEPALIVE=1'),
    writeOption('socket', 'l:SO_KEEPALIVE=1'),
  ];
}

function suites(answers: Answers): Lines {
  if (answers.clients !== 'psk') return [writeOption('ciphers', CERTIFICATE_SUITES)];
  const all = hasCertificate(answers) ? `${PSK_SUITES}:${CERTIFICATE_SUITES}` : PSK_SUITES;
  return [writeOption('ciphers', all), writeOption('ciphersuites', PSK_SUITES_13)];
}

/** A port has one section that listens; the others are asked for by name (SNI). */
function sectionsOfPort(answers: Answers, port: number, services: readonly Service[]): readonly Lines[] {
  const { page } = answers;
  const isPage = page.kind === 'sni' && pagePort(answers) === port;
  const first = isPage ? PAGE : services[0]?.name;
  return [
    ...(isPage ? [pageSection(answers, port, page)] : []),
    ...services.map((service) => [
      writeSection(service.name),
      ...(service.name === first
        ? accept(port)
        : [writeOption('sni', `${first}:${serverNameOf(answers, service) ?? ''}`)]),
      writeOption('connect', targetOf(answers, service)),
      ...credentials(answers),
    ]),
  ];
}

function pageSection(answers: Answers, port: number, page: { readonly host: string; readonly port: number }): Lines {
  return [
    ...writeComment('Whoever asks for none of the names below gets this web server.'),
    writeSection(PAGE),
    ...accept(port),
    writeOption('connect', targetOf(answers, page)),
    ...ownCertificate(answers),
    // A pre-shared key is looked for before the name is known.
    ...(answers.clients === 'psk' ? [file(answers, 'PSKsecrets', serverFiles.preSharedKeys)] : []),
  ];
}

/** The first takes IPv4 as well on Linux, and the second is then told that the port is taken, which does not matter. */
const accept = (port: number): Lines => [writeOption('accept', `:::${port}`), writeOption('accept', port)];

function file(answers: Answers, option: string, name: string): string {
  const { folder } = layoutOf(answers);
  return writeOption(option, folder === null ? name : `${folder}/${name}`);
}

const ownCertificate = (answers: Answers): Lines => [
  file(answers, 'cert', serverFiles.certificate),
  file(answers, 'key', serverFiles.key),
];

/** What a service shows, and what it wants to see. */
function credentials(answers: Answers): Lines {
  const { clients, page } = answers;
  if (clients === 'psk') return [file(answers, 'PSKsecrets', serverFiles.preSharedKeys)];
  if (clients === 'none') return ownCertificate(answers);
  return [
    ...ownCertificate(answers),
    ...writeComment('Clients need a certificate of this authority, and one that is not in the list.'),
    file(answers, 'CAfile', serverFiles.clientAuthority),
    file(answers, 'CRLfile', serverFiles.revoked),
    writeOption('verifyChain', 'yes'),
    ...(page.kind === 'redirect'
      ? [...writeComment('Others get this web server.'), writeOption('redirect', targetOf(answers, page))]
      : [writeOption('requireCert', 'yes')]),
  ];
}
