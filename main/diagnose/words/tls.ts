/** What is said of faults between the TCP connection and the service behind the server. */
import { applicationLabels } from '../../../preload/fields/application-names.ts';
import type { PlainService } from '../../../preload/types.ts';
import { servicePort } from '../../profile/application.ts';
import { placeText } from '../judge/seen.ts';
import { SERVER_LOG, type WordsOf, whoListens } from './said.ts';

type Kind =
  | 'captive-portal'
  | 'plain-http'
  | 'starttls'
  | 'plain-service'
  | 'not-tls'
  | 'name-filter'
  | 'name-refused'
  | 'big-packets'
  | 'tls-swallowed'
  | 'tls-closed'
  | 'tls-version'
  | 'no-shared-cipher'
  | 'other-protocol-wanted'
  | 'psk'
  | 'service-stopped'
  | 'other-service';

const serviceNames: Readonly<Record<PlainService, string>> = {
  smtp: 'a mail server (SMTP)',
  imap: 'a mail server (IMAP)',
  pop3: 'a mail server (POP3)',
  nntp: 'a news server',
  ldap: 'a directory (LDAP)',
  pgsql: 'PostgreSQL',
  ftp: 'an FTP server',
  http: 'a web server',
  mysql: 'MySQL or MariaDB',
  redis: 'Redis',
  ssh: 'an SSH server',
};

const CHECK_ACCEPT =
  'Compare the port with “accept” in the server’s stunnel.conf: it is not the port of the service behind it.';
const ACCEPTS = "grep -nE '^[[:space:]]*(\\[|accept|connect|protocol)' /etc/stunnel/*.conf";

export const tls: WordsOf<Kind> = {
  'captive-portal': ({ host, page }) => ({
    title: 'This network wants you to log in first',
    what: `A log-in page of the network answers in place of ${host}${page === null ? '' : `: ${page}`}.`,
    why: 'Networks of hotels, trains and cafés let nobody out before the log-in in a browser. What was shown is not your server’s, so there is nothing to trust.',
    next:
      page === null
        ? 'Open any web page in a browser and log in; then check again.'
        : 'Open the log-in page, log in, then check again.',
    remedy: page === null ? 'again' : { kind: 'open-page', url: page },
  }),
  'plain-http': ({ host, port }) => ({
    title: 'A web server without TLS is there',
    what: `${placeText(host, port)} answers as a web server in the clear.`,
    why: 'The port belongs to a web server and not to stunnel; a network’s log-in page can look alike.',
    next: CHECK_ACCEPT,
    serverLine: `accept = ${port}`,
    serverCommand: whoListens(port),
    remedy: 'edit-profile',
  }),
  starttls: ({ host, port, service }) => ({
    title: 'The server begins in the clear',
    what: `${placeText(host, port)} is ${serviceNames[service]}, which goes over to TLS only when its client asks for it.`,
    why: 'The profile begins with TLS at once.',
    next: `Set “protocol = ${service}” in the profile, or use the port where it speaks TLS at once.`,
    remedy: 'edit-profile',
  }),
  'plain-service': ({ host, port, service }) => ({
    title: 'The service itself answers, without stunnel',
    what: `${placeText(host, port)} is ${serviceNames[service]}, in the clear.`,
    why: 'No stunnel is in front of it on this port.',
    next: CHECK_ACCEPT,
    serverLine: `accept = ${port}`,
    serverCommand: ACCEPTS,
    remedy: 'edit-profile',
  }),
  'not-tls': ({ host, port }) => ({
    title: 'No TLS on this port',
    what: `${placeText(host, port)} answers, and what it says is not TLS.`,
    why: 'The port belongs to another service, or something on the way answers in its place.',
    next: CHECK_ACCEPT,
    serverLine: `accept = ${port}`,
    serverCommand: whoListens(port),
    remedy: 'edit-profile',
  }),
  'name-filter': ({ host, port, name, how }) => ({
    title: 'Something filters by server name',
    what: `At ${placeText(host, port)} TLS for ${name} is ${how === 'silent' ? 'swallowed' : how === 'reset' ? 'reset' : 'closed'}, twice, and for another name it is answered.`,
    why: 'Something on the way reads the server name at the beginning of TLS and lets this one not through; a server that is set up to do so looks alike.',
    next: 'Set another server name in the profile (stunnel’s sni), or none, when the server does not choose by it; or try another network.',
    remedy: 'edit-profile',
  }),
  'name-refused': ({ host, port, name }) => ({
    title: 'The server does not know this name',
    what: `${placeText(host, port)} speaks TLS, but not for the server name ${name}.`,
    why: 'A server with several names refuses those that it does not know.',
    next: 'Set the server name that it knows in the profile, or none.',
    serverLine: `sni = SECTION:${name}`,
    serverCommand: "grep -nE '^[[:space:]]*(\\[|sni)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  'big-packets': ({ host, port }) => ({
    title: 'Big packets get lost on the way',
    what: `${placeText(host, port)} answers a small hello, and a real handshake, which takes bigger packets, gets no answer.`,
    why: 'Somewhere on the way packets of full size are dropped without word (MTU), as with some VPNs, PPPoE lines and phone networks.',
    next: 'Make packets smaller on this computer: set the MTU of its interface to 1280 and check again; disconnect a VPN.',
  }),
  'tls-swallowed': ({ host, port }) => ({
    title: 'Nothing answers the TLS handshake',
    what: `${placeText(host, port)} takes the connection and answers no hello, whatever its name.`,
    why: 'The port belongs to a service that waits for something else, stunnel there is stuck, or a firewall holds TLS back.',
    next: 'See on the server what listens on this port, and what stunnel has logged.',
    serverLine: `accept = ${port}`,
    serverCommand: `${whoListens(port)}; ${SERVER_LOG}`,
    remedy: 'copy-command',
  }),
  'tls-closed': ({ host, port }) => ({
    title: 'The connection is closed before TLS',
    what: `${placeText(host, port)} takes the connection and closes it before the handshake is done.`,
    why: 'The server lets only certain addresses in (libwrap, a firewall), the port belongs to another service, or something on the way cuts TLS.',
    next: 'See on the server whether the connection arrives: its log names this computer’s address.',
    serverCommand: SERVER_LOG,
    remedy: 'copy-command',
  }),
  'tls-version': ({ host, port }) => ({
    title: 'No TLS version in common',
    what: `${placeText(host, port)} and this profile have no TLS version in common.`,
    why: 'One side allows only versions that the other refuses; stunnel servers of old systems may know TLS 1.0 only.',
    next: 'Remove the TLS versions from the profile, or allow a newer one on the server.',
    serverLine: 'sslVersionMin = TLSv1.2',
    serverCommand: "grep -nE '^[[:space:]]*(sslVersion|options)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  'no-shared-cipher': ({ host, port }) => ({
    title: 'No cipher in common',
    what: `${placeText(host, port)} and this profile have no cipher, curve or signature in common.`,
    why: 'The lists of the two sides do not overlap, or the server’s certificate does not suit them.',
    next: 'Remove the cipher list from the profile, or extend the one on the server.',
    serverLine: 'ciphers = HIGH:!aNULL',
    serverCommand: "grep -nE '^[[:space:]]*(ciphers|ciphersuites|curves|PSKsecrets)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  'other-protocol-wanted': ({ host, port }) => ({
    title: 'The server wants another protocol inside TLS',
    what: `${placeText(host, port)} accepts none of the application protocols (ALPN) of the profile.`,
    why: 'A web server or gateway chooses by ALPN; stunnel itself does not look at it.',
    next: 'Remove ALPN from the profile, or set what the server wants.',
    remedy: 'edit-profile',
  }),
  psk: ({ host, identity }) => ({
    title: 'The pre-shared key is not accepted',
    what: `${host} did not accept the key of “${identity}”.`,
    why: 'The server does not know this identity, or the key is not the same on both sides.',
    next: 'Compare identity and key with the server’s PSKsecrets, and enter the key again.',
    serverLine: 'PSKsecrets = /etc/stunnel/secrets.txt',
    serverCommand: `sudo grep -n '^${identity.replaceAll("'", '')}:' "$(sed -n 's/^ *PSKsecrets *= *//p' /etc/stunnel/*.conf | head -1)" | cut -d: -f1,2`,
    remedy: 'enter-secret',
  }),
  'service-stopped': ({ host, port }, { application }) => {
    const behind = servicePort[application];
    return {
      title: 'The service behind the server does not answer',
      what: `${placeText(host, port)} finishes the TLS handshake and then ends the connection at once.`,
      why: `TLS is there, and usually what stunnel passes on to is not: ${behind === null ? 'the service' : applicationLabels[application]} is not running on the server, or “connect” names another port than its own.`,
      next: 'Start the service on the server, and compare its port with “connect” in stunnel.conf.',
      serverLine: `connect = 127.0.0.1:${behind ?? 'PORT'}`,
      serverCommand: behind === null ? `sudo ss -ltnp; ${SERVER_LOG}` : `${whoListens(behind)}; ${SERVER_LOG}`,
      remedy: 'copy-command',
    };
  },
  'other-service': ({ host, port, service }, { application }) => ({
    title: 'Another service is behind the server',
    what: `Behind ${placeText(host, port)} is ${serviceNames[service]}, and the profile is for ${applicationLabels[application]}.`,
    why: '“connect” on the server names another service, or the profile has the wrong application.',
    next: 'Compare “connect” on the server with the application of the profile.',
    serverLine: `connect = 127.0.0.1:${servicePort[application] ?? 'PORT'}`,
    serverCommand: ACCEPTS,
    remedy: 'edit-profile',
  }),
};
