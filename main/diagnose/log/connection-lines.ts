/** stunnel's lines about single connections (src/client.c, network.c, verify.c, protocol.c of 5.68 and 5.75). */
import type { LogEntry } from './entry.ts';

const CLIENT_OF_SERVER =
  'The other end of this connection is a client: for Adit, its log and “Check connection” say why.';

export const connectionLines: readonly LogEntry[] = [
  {
    kind: 'service-refused',
    pattern: /^s_connect: connect (\S+): Connection refused/,
    role: 'server',
    say: ([, at = '']) => ({
      title: `Nothing listens on ${at}, where this service passes on to`,
      why: 'The service behind stunnel is not running, or “connect” names another port or address than its own.',
      next: `Start the service, and see what listens: sudo ss -ltnp. Compare with “connect = ${at}”.`,
    }),
  },
  {
    kind: 'server-refused',
    pattern: /^s_connect: connect (\S+): Connection refused/,
    say: ([, at = '']) => ({
      title: `${at} refused the connection`,
      why: 'Nothing listens there, or a firewall answers so. In a client’s log this is the server’s stunnel; in a server’s, the service behind it.',
      next: 'See on that computer what listens on the port: sudo ss -ltnp.',
    }),
  },
  {
    kind: 'connect-timeout',
    pattern: /^s_connect: s_poll_wait (\S+): TIMEOUTconnect exceeded/,
    say: ([, at = '']) => ({
      title: `${at} does not answer`,
      why: 'Nothing came back within TIMEOUTconnect: the computer is off, the address is wrong, or a firewall drops everything.',
      next: 'Try to reach that address and port from this computer with another program.',
    }),
  },
  {
    kind: 'connect-unreachable',
    pattern: /^s_connect: connect (\S+): (No route to host|Network is unreachable|Host is down)/,
    say: ([, at = '', words = '']) => ({
      title: `There is no way to ${at}`,
      why: `The system says: ${words}.`,
      next: 'Check the network and the address.',
    }),
  },
  {
    kind: 'no-client-certificate',
    pattern: /peer did not return a certificate/,
    say: () => ({
      title: 'The client showed no certificate',
      why: 'This server wants one (verify or requireCert), and the client has none configured.',
      next: 'Choose a certificate and key in the client’s profile (stunnel: cert and key).',
    }),
  },
  {
    kind: 'certificate-rejected',
    pattern: /^CERT: (?:Pre-verification error|Verification error)(?:.*?): (.+)$/,
    say: ([, words = '']) => ({
      title: `The other end’s certificate was rejected: ${words}`,
      why: 'It does not chain to CAfile or CApath of this end, or its dates or its use are wrong.',
      next: 'Compare the other end’s certificate with CAfile here: openssl verify -CAfile FILE CERTIFICATE.',
    }),
  },
  {
    kind: 'certificate-name',
    pattern: /^CERT: No matching (host name|IP address|email address)|^CERT: Subject checks failed/,
    say: () => ({
      title: 'The other end’s certificate is for another name',
      why: 'None of checkHost, checkIP and checkEmail matches a name of it.',
      next: 'Correct the check, or make the certificate for that name.',
    }),
  },
  {
    kind: 'certificate-not-pinned',
    pattern: /^CERT: (?:Certificate not found in local repository|Public keys do not match)/,
    say: () => ({
      title: 'The other end’s certificate is not a known one',
      why: 'With verifyPeer the certificate itself has to be in CAfile; it was changed, or was never put there.',
      next: 'Put the current certificate of the other end into CAfile after comparing its fingerprint.',
    }),
  },
  {
    kind: 'verify-failed',
    pattern: /^SSL_(?:accept|connect): .*certificate verify failed/,
    say: () => ({
      title: 'This end rejected the other’s certificate',
      why: 'The line above, which begins with CERT, says why.',
      next: 'Look at that line.',
    }),
  },
  {
    kind: 'alert-certificate',
    pattern: /alert (unknown ca|bad certificate|certificate expired|certificate unknown|certificate revoked)/,
    say: ([, alert = '']) => ({
      title: `The other end rejected this end’s certificate (${alert})`,
      why: 'The other end verifies, and this certificate does not pass: it was renewed, has expired, or is not trusted there.',
      next: 'In Adit: look at the certificate again and trust it. In stunnel: put it, or its authority, into CAfile there.',
    }),
  },
  {
    kind: 'alert-internal',
    pattern: /alert internal error/,
    say: () => ({
      title: 'The other end gave up, and does not say why',
      why: 'stunnel as a client does so when the certificate is for another name than checkHost or checkIP says.',
      next: 'Look into the log of the other end for the same second.',
    }),
  },
  {
    kind: 'alert-certificate-required',
    pattern: /alert certificate required/,
    say: () => ({
      title: 'The server wants a certificate from this client',
      why: 'verify or requireCert says so on the server.',
      next: 'Set cert and key in the client.',
    }),
  },
  {
    kind: 'psk-identity',
    pattern: /No key found for PSK identity "?([^"]*)"?|psk identity not found|alert unknown psk identity/i,
    say: ([, identity = '']) => ({
      title: `The pre-shared key of ${identity === '' ? 'this identity' : `“${identity}”`} is not known to the server`,
      why: 'PSKsecrets there has no line for this identity; capital letters count.',
      next: 'Add the line IDENTITY:KEY to the server’s PSKsecrets, or correct PSKidentity in the client.',
    }),
  },
  {
    kind: 'psk-key',
    pattern:
      /(?:decryption failed or bad record mac|binder does not verify|bad record mac|alert decrypt error|digest check failed)/i,
    say: () => ({
      title: 'The two ends do not have the same pre-shared key',
      why: 'The identity is known, and what was computed with the key differs. Without a pre-shared key, data was damaged on the way.',
      next: 'Compare the key in PSKsecrets of both ends.',
    }),
  },
  {
    kind: 'no-shared-cipher',
    pattern: /no shared cipher|no suitable (?:key share|signature algorithm)|alert handshake failure|no shared group/i,
    say: () => ({
      title: 'The two ends have no cipher, group or signature in common',
      why: 'ciphers, curves or securityLevel exclude what the other end can do, or the server has no certificate that suits.',
      next: 'Remove ciphers, ciphersuites and curves on both ends, then add them one by one.',
    }),
  },
  {
    kind: 'tls-version',
    pattern: /unsupported protocol|wrong ssl version|alert protocol version|no protocols available|version too low/i,
    say: () => ({
      title: 'The two ends have no TLS version in common',
      why: 'sslVersion, sslVersionMin or options exclude what the other end speaks; old systems speak TLS 1.0 only.',
      next: 'Allow TLS 1.2 on both ends: sslVersionMin = TLSv1.2.',
    }),
  },
  {
    kind: 'plain-http',
    pattern: /SSL routines:.*:http request/,
    role: 'server',
    say: () => ({
      title: 'A client spoke HTTP without TLS',
      why: 'A browser or a monitor used http:// on this port, or a client’s profile has no TLS.',
      next: 'Use https:// there, or ignore the line when it is a scanner’s.',
    }),
  },
  {
    kind: 'not-tls',
    pattern:
      /wrong version number|unknown protocol|packet length too long|record layer failure|SSL_connect: .*unexpected message/i,
    say: () => ({
      title: 'The other end does not speak TLS',
      why: 'In a server’s log: a client, or a scanner, connects without TLS. In a client’s: “connect” names the port of the service itself, or the server needs “protocol”.',
      next: 'Compare “accept” on the server with “connect” in the client, and “protocol” on both.',
    }),
  },
  {
    kind: 'handshake-left',
    pattern: /^SSL_accept: (?:.*unexpected eof|Peer suddenly disconnected|.*Connection reset by peer)/,
    role: 'server',
    isFault: false,
    say: () => ({
      title: 'A client left before the handshake was over',
      why: 'It may not have trusted the certificate, may only have looked whether the port is open (as monitors, scanners and “Check connection” do), or something on the way cut the connection.',
      next: CLIENT_OF_SERVER,
    }),
  },
  {
    kind: 'server-left',
    pattern: /^SSL_connect: (?:.*unexpected eof|Peer suddenly disconnected|.*Connection reset by peer)/,
    role: 'client',
    say: () => ({
      title: 'The server ended the connection during the handshake',
      why: 'It lets only certain addresses in, the port is not its TLS port, or something on the way cuts TLS.',
      next: 'Look into the server’s log for the same second.',
    }),
  },
  {
    kind: 'unrecognised-name',
    pattern: /SNI: .*(?:no pattern matched|not matched|unrecognized)|alert unrecognized name/i,
    isFault: false,
    say: () => ({
      title: 'The server name of the client is none of the server’s',
      why: 'No section with “sni = SECTION:PATTERN” matches, so that the first section serves it or it is refused.',
      next: 'Compare “sni” on the server with the server name in the client.',
    }),
  },
  {
    kind: 'libwrap',
    pattern: /REFUSED by libwrap|libwrap .*(?:refused|denied)/i,
    say: () => ({
      title: 'hosts.allow or hosts.deny turns this client away',
      why: 'libwrap = yes makes stunnel ask these files by the name of the service.',
      next: 'Add a line “SERVICE: ADDRESS” to /etc/hosts.allow, or set libwrap = no.',
    }),
  },
  {
    kind: 'ident',
    pattern: /REFUSED by IDENT/,
    say: () => ({
      title: 'The client is not the user that “ident” wants',
      why: 'Hardly any computer answers ident requests any more.',
      next: 'Remove “ident” from the section.',
    }),
  },
  {
    kind: 'busy',
    pattern: /TIMEOUTbusy exceeded/,
    say: () => ({
      title: 'The other end stopped answering in the middle of a handshake',
      why: 'Something was awaited for TIMEOUTbusy and did not come: big packets get lost on the way (MTU), the other end waits for another protocol, or it is gone.',
      next: 'Compare “protocol” on both ends, then “Check connection” in Adit.',
    }),
  },
  {
    kind: 'idle',
    pattern: /TIMEOUTidle exceeded/,
    isFault: false,
    say: () => ({
      title: 'A connection was idle for TIMEOUTidle and was cut',
      why: 'Neither side said anything for that long; 12 hours without a line in the configuration.',
      next: 'Raise TIMEOUTidle, or let the program keep alive (ssh: ServerAliveInterval 60).',
    }),
  },
  {
    kind: 'close',
    pattern: /TIMEOUTclose exceeded/,
    isFault: false,
    say: () => ({
      title: 'The other end did not say goodbye',
      why: 'After one side had ended, the other did not follow for TIMEOUTclose; some programs never do.',
      next: 'Nothing, unless connections pile up.',
    }),
  },
  {
    kind: 'half-close',
    pattern: /^(?:Read|Write|TLS) socket closed \((?:HUP|read hangup|write hangup)\)(?: with (\d+) unsent byte)?/,
    isFault: false,
    say: ([, unsent]) => ({
      title: unsent === undefined ? 'A side hung up' : `A side hung up, and ${unsent} bytes were not delivered`,
      why: 'When a program ends its side first and still waits for the answer, stunnel up to 5.75 can drop what the service has sent last: the end of a transfer is missing.',
      next: 'Let the program keep its side open until it has read everything.',
    }),
  },
  {
    kind: 'reset',
    pattern: /^Connection reset: (\d+) byte\(s\) sent to TLS, (\d+) byte\(s\) sent to socket/,
    isFault: false,
    say: ([, tls = '', socket = '']) => ({
      title: 'A connection was reset',
      why: `${tls} bytes had gone to TLS and ${socket} to the program. The line before says why.`,
      next: 'Look at the line before, with the same number in brackets.',
    }),
  },
  {
    kind: 'proxy-rejected',
    pattern: /^CONNECT request rejected|NTLM authorization request rejected/,
    say: () => ({
      title: 'The proxy did not open the connection',
      why: 'It wants a log-in, or does not allow this destination or port.',
      next: 'Set protocolUsername and protocolPassword, or ask whoever runs the proxy.',
    }),
  },
  {
    kind: 'starttls-refused',
    pattern:
      /PostgreSQL server rejected TLS|LDAP response has indicated an error|does not support STARTTLS|STARTTLS.*(?:refused|rejected)/i,
    say: () => ({
      title: 'The server does not begin TLS',
      why: 'It has no TLS configured, or “protocol” is not the one that it speaks.',
      next: 'Switch TLS on in the service, or compare “protocol”.',
    }),
  },
];
