/** What went wrong with a tunnel: what happened, why that usually is, what to do next. */
export const error = {
  'error.tunnel': '“{name}”',
  'error.anotherProgram': 'another program',
  'error.unnamed': 'unnamed',
  'error.expectedName': 'the expected name',
  'error.checkPort':
    "Check the port: it is the server's accept port in stunnel.conf, not the port of the service behind it.",
  'error.plain.what': '{server} does not begin with TLS: it is {service}.',
  'error.plain.is.smtp': 'a mail server (SMTP)',
  'error.plain.is.imap': 'a mail server (IMAP)',
  'error.plain.is.pop3': 'a mail server (POP3)',
  'error.plain.is.nntp': 'a news server (NNTP)',
  'error.plain.is.ldap': 'a directory (LDAP)',
  'error.plain.is.pgsql': 'PostgreSQL',
  'error.plain.is.ftp': 'an FTP server',
  'error.plain.is.http': 'a web server or HTTP proxy',
  'error.plain.is.mysql': 'MySQL or MariaDB',
  'error.plain.is.redis': 'Redis',
  'error.plain.is.ssh': 'an SSH server',
  'error.dns.what': 'The host name {host} could not be resolved ({code}).',
  'error.dns.why':
    'The name may be misspelt, or known in another network only; or this computer is offline, or its DNS server does not answer.',
  'error.dns.next': 'Check the host name in the profile and the network connection.',
  'error.refused.what': '{server} refused the connection.',
  'error.refused.why':
    'Usually nothing listens on that port: stunnel is not running there, or the port is another one. A firewall, or the sign-in page of a network, can answer alike.',
  'error.refused.next': 'Check the port in the profile, and that stunnel is running on the server.',
  'error.unreachable.what': 'This computer has no address or port from which to connect to {server} ({code}).',
  'error.unreachable.why':
    'The source address of the profile (stunnel calls it “local”) may be of a network that this computer is not in now; or so many connections are open that no port is left.',
  'error.unreachable.next': 'Check the source address, where the profile names one.',
  'error.unreachable.what.2': '{server} cannot be reached ({code}).',
  'error.unreachable.why.2': 'A firewall of this computer, or its rules for Adit, may forbid it.',
  'error.unreachable.why.3': 'The network may be down, or have no way to that computer.',
  'error.unreachable.next.2': 'Check the network connection.',
  'error.proxy.what': 'The proxy {server} did not open the connection: {detail}.',
  'error.proxy.why': 'It may not allow this destination or port, or did not reach it.',
  'error.proxy.next': 'Check the proxy settings of the profile, and whether the proxy allows this port.',
  'error.not-tls.what': '{server} answers, but does not speak TLS.',
  'error.not-tls.why': 'The port may belong to another service, or something on the way intercepts the connection.',
  'error.captive-portal.what': 'A log-in page of the network answers in place of {server}.',
  'error.captive-portal.why':
    'Networks of hotels, trains and cafés let nobody out before the log-in in a browser. What was shown is not your server, and nothing of it is trusted.',
  'error.captive-portal.next': 'Log in to the network in a browser.',
  'error.captive-portal.next.2': 'Log in to the network at {page}.',
  'error.protocol-version.what': '{server} and Adit have no TLS version in common.',
  'error.protocol-version.why': 'One side only allows versions that the other refuses.',
  'error.protocol-version.next': 'Change the TLS versions in the profile, or sslVersion on the server.',
  'error.no-shared-cipher.what': '{server} and Adit have no cipher in common.',
  'error.no-shared-cipher.why':
    'Usually the cipher lists of the profile and of the server do not overlap, or the server lacks a certificate for them. Some servers that want a certificate of the client answer alike.',
  'error.no-shared-cipher.next': 'Remove the cipher list from the profile, or extend the one on the server.',
  'error.cert-untrusted.what': 'No trusted authority vouches for the certificate of {host}.',
  'error.cert-untrusted.why':
    'It is self-signed: the server got another certificate, the trust is set to another one than the server’s, or someone is intercepting the connection.',
  'error.cert-untrusted.why.2':
    'Its issuer is {issuer}: the server got another certificate, the trust is set to another authority, or someone is intercepting the connection.',
  'error.cert-untrusted.next':
    'Ask whoever runs the server. If its authority has changed, change Trust in the profile, or CAfile in the configuration that is run.',
  'error.cert-untrusted.what.2': 'The certificate of {host} is not trusted yet.',
  'error.cert-untrusted.why.3':
    'It is self-signed, as those of most stunnel servers are, so only you can say whether it is the right one.',
  'error.cert-untrusted.why.4': 'Its issuer, {issuer}, is not among the trusted authorities.',
  'error.cert-untrusted.next.2': "Compare the fingerprint with the server's, then trust this certificate.",
  'error.cert-changed.what': '{host} shows another certificate than the one you trusted.',
  'error.cert-changed.why':
    'The server got a new certificate, several servers with one each answer there, or someone is intercepting the connection.',
  'error.cert-changed.next':
    'Ask whoever runs the server whether the certificate was changed, compare the fingerprints, and only then trust the new one.',
  'error.cert-expired.what': 'The certificate of {host} expired on {date}.',
  'error.cert-expired.why': "The server's certificate was not renewed in time, or this computer's clock is wrong.",
  'error.cert-expired.next': 'Have the certificate renewed on the server, and check the date of this computer.',
  'error.cert-expired.what.2': 'The certificate of {host} is valid only from {date}.',
  'error.cert-expired.why.2': "This computer's clock is wrong, or the server's was when the certificate was made.",
  'error.cert-expired.next.2': 'Check the date and time of this computer.',
  'error.cert-name.what': 'The certificate of {host} is not for {names}.',
  'error.cert-name.why': 'It names {names}.',
  'error.cert-name.next':
    'Correct the host name, or the names that the certificate may have. If they are right, ask whoever runs the server.',
  'error.cert-name.next.2':
    'Correct the host name in the profile, or trust exactly this certificate after comparing its fingerprint.',
  'error.cert-key-usage.what': 'The certificate of {host} is not allowed to be used by a TLS server.',
  'error.cert-key-usage.why':
    'Its keyUsage extension lacks digitalSignature, which some TLS libraries insist on; certificates made by hand often have this fault.',
  'error.cert-key-usage.next':
    'Make a new certificate on the server with keyUsage digitalSignature, or without that extension.',
  'error.cert-revoked.what': 'The certificate of {host} was revoked by its issuer.',
  'error.cert-revoked.why': 'Its key may have been stolen, or it was replaced.',
  'error.cert-revoked.next': 'Do not use this server before whoever runs it has installed a new certificate.',
  'error.revocation-unknown.what': 'Nobody can say whether the certificate of {host} is revoked: {detail}.',
  'error.revocation-unknown.why':
    'With revocation lists in the profile, only certificates that a valid list clears are accepted.',
  'error.revocation-unknown.why.2':
    'The profile wants an answer from the issuer (OCSP) before it accepts the certificate.',
  'error.revocation-unknown.next': 'Get the newest revocation list from the issuer of the certificate.',
  'error.revocation-unknown.next.2':
    'Check that the OCSP responder can be reached from here, or do not require its answer.',
  'error.client-cert-required.what': '{host} wants a certificate from this client, or did not accept the one it got.',
  'error.client-cert-required.why':
    'The server lets only known clients in (verify or requireCert in its stunnel.conf).',
  'error.client-cert-required.next': 'Add the client certificate and key that the server expects to the profile.',
  'error.bad-psk.what': '{host} did not accept the pre-shared key.',
  'error.bad-psk.why': 'Usually the identity is unknown to the server, or the key is not the same on both sides.',
  'error.bad-psk.next': 'Compare identity and key with the PSKsecrets of the server.',
  'error.psk-missing.what': 'The pre-shared key for {host} is not known on this computer.',
  'error.psk-missing.why':
    'Keys are not part of profiles that are shared or imported, and without a key store of the system they are gone when Adit quits.',
  'error.psk-missing.next': 'Enter the key.',
  'error.key-passphrase.what': 'This passphrase does not open {path}.',
  'error.key-passphrase.why': 'Capital letters and the keyboard’s language count; a damaged file answers alike.',
  'error.key-passphrase.next': 'Enter the passphrase again.',
  'error.key-passphrase.what.2': 'The key {path} is protected with a passphrase.',
  'error.key-passphrase.why.2': 'The file is encrypted, so that nobody who finds it can use it.',
  'error.key-passphrase.next.2': 'Enter the passphrase of the key.',
  'error.key-format.what': 'The file {path} cannot be used: {detail}.',
  'error.key-format.why': 'The file is missing, damaged, of another format than expected, or you may not read it.',
  'error.key-format.next': 'Choose the right file in the profile.',
  'error.port-in-use.what': 'Port {port} on {host} is already used by {program}.',
  'error.port-in-use.why': 'Only one program at a time can listen on a port.',
  'error.port-in-use.next': 'Use another local port, or end the other program.',
  'error.vpn-loop.what': 'The way to {host} goes through the VPN itself.',
  'error.vpn-loop.why':
    'What is sent to {address} goes into {device}, the VPN that this tunnel carries, so that nothing gets out.',
  'error.vpn-loop.next':
    'End the VPN and start it with Connect: the configuration that Adit makes leaves the server out of the VPN.',
  'error.vpn-address.what': 'The VPN does not leave out an address of {host}.',
  'error.vpn-address.why':
    'The server of the profile, or its proxy, is another one than when the VPN’s configuration was made; to connect there would send the tunnel into the VPN.',
  'error.vpn-address.next': 'Press Connect, so that the VPN is started with a configuration for the new address.',
  'error.service-closed.what': '{server} closed the connection before it was secured.',
  'error.service-closed.why':
    'Something on the way may block it, or the server lets only certain addresses or names in.',
  'error.service-closed.next': "Check host and port, and the server's log.",
  'error.service-closed.what.2': '{server} accepted the connection and closed it at once.',
  'error.service-closed.why.2':
    'The service behind stunnel is usually not running, or the connect line on the server names the wrong port.',
  'error.service-closed.next.2': 'Check on the server that the service is running.',
  'error.unsupported-option.what': '{option} = {value} cannot be used: {reason}.',
  'error.unsupported-option.why': 'The TLS library of this program, or the server, does not support this setting.',
  'error.unsupported-option.next': 'Change or remove the setting in the profile.',
  'error.credentials.what':
    'The {asker, select, proxy {proxy} other {server}} {server} did not accept the login: {detail}.',
  'error.credentials.why': 'Usually the user name or the password is wrong or has expired; the account may be locked.',
  'error.credentials.next': 'Enter the user name and the password again.',
  'error.credentials.what.2': 'The {asker, select, proxy {proxy} other {server}} {server} wants a login: {detail}.',
  'error.credentials.why.2': 'Only who has an account may use this {asker, select, proxy {proxy} other {server}}.',
  'error.credentials.next.2':
    'Enter the user name and the password of the {asker, select, proxy {proxy} other {server}}.',
  'error.timeout.what': '{server} did not answer within {seconds, plural, one {# second} other {# seconds}}.',
  'error.timeout.why': 'The computer may be off, the address wrong, or a firewall drops the connection silently.',
  'error.timeout.next': 'Check host and port; some networks let only port 443 through.',
  'error.timeout.what.2':
    '{server} accepted the connection but did not answer the TLS handshake within {seconds, plural, one {# second} other {# seconds}}.',
  'error.timeout.why.2':
    'The port may belong to a service that waits for something else, or a firewall holds the data back.',
  'error.timeout.next.2': "Check the port: it is the server's accept port in stunnel.conf.",
  'error.timeout.what.3':
    '{server} did not answer within {seconds, plural, one {# second} other {# seconds}} before TLS could start.',
  'error.timeout.why.3': 'The server may speak another protocol than the profile says, or wait for something else.',
  'error.timeout.next.3': 'Check protocol and port in the profile.',
  'error.timeout.what.4':
    'The connection to {server} was idle for {seconds, plural, one {# second} other {# seconds}} and was closed.',
  'error.timeout.why.4': 'No data came from either side.',
  'error.timeout.next.4': 'Raise TIMEOUTidle in the profile, or let the program send keep-alives.',
  'error.forbidden.what': 'Adit cannot listen on {server}: this computer does not have the address ({code}).',
  'error.forbidden.why': 'It may be that of another computer, or of a network that this one is not in now.',
  'error.forbidden.next': 'Correct the local address; 127.0.0.1 is right for programs on this computer.',
  'error.forbidden.what.2': 'The system cannot listen on {server} as it is written ({code}).',
  'error.forbidden.why.2': 'An address that begins with fe80 is only known together with its network interface.',
  'error.forbidden.next.2':
    'Write the interface behind it, as in fe80::1%eth0, or use 127.0.0.1 for programs on this computer.',
  'error.forbidden.what.3': 'The system does not let Adit listen on {server} ({code}).',
  'error.forbidden.why.3':
    'Ports below 1024 are often kept for administrators, and systems keep some ranges for themselves.',
  'error.forbidden.next.3': 'Use another local port.',
  'error.ring.what': 'The tunnel “{first}” would connect to itself.',
  'error.ring.why': 'Its server is the address of this computer on which it listens.',
  'error.ring.next': 'Change the server or the local port in the profile.',
  'error.ring.what.2': 'These tunnels would connect to each other in a ring: {tunnels}.',
  'error.ring.why.2':
    'The server of each is the local address of the next one, and that of the last one leads back to the first, so that no connection would ever come out.',
  'error.ring.next.2': 'Change the server or the local port of one of them.',
  'error.socketFile.what': 'The socket {path} is there already.',
  'error.socketFile.why': 'Another program listens on it, or one that ended without removing it left it behind.',
  'error.socketFolder.what': 'The tunnel cannot listen on the socket {path} ({code}).',
  'error.socketFolder.why': 'The system does not let Adit make a file there.',
  'error.socketFolder.why.missing': 'Its folder is not there.',
  'error.socketFolder.why.system': 'It is a path of another system: Windows has named pipes, the others have files.',
  'error.socketFolder.next': 'Correct the socket in the profile, or make its folder.',
  'error.socketFile.next': 'End the other program, or remove the file when there is none.',
  'error.localNetworkFirst.why':
    'macOS may not let Adit reach computers of the local network. Otherwise that computer is off, or the network has no way to it.',
  'error.localNetworkFirst.next':
    'Look into System Settings › Privacy & Security › Local Network first, and allow Adit there.',
  'error.unexpected.what': 'Something unexpected went wrong ({code}).',
  'error.unexpected.why': 'The server did something that Adit does not know, or Adit has a fault.',
  'error.unexpected.next': 'Try again; if it stays, report it together with the log.',
  'error.brokenTls.what': 'The TLS connection failed: {reason}.',
  'error.brokenTls.why':
    'Usually the server, or something on the way, sent what TLS does not allow, or more of it than it allows.',
  'error.brokenTls.next': 'Check the port in the profile, and stunnel on the server; the log file has the details.',
  'error.plain.why': 'Usually the service itself answers there in the clear, without stunnel in front of it.',
  'error.plain.why.2': 'Such a server starts in the clear, and goes over to TLS when its client asks for it.',
  'error.plain.next':
    'Set “protocol = {service}” (in a profile: {dialect}), or use the port where it speaks TLS at once.',
  'error.unverified.what': 'The tunnel stays off: its profile does not verify the server.',
  'error.unverified.why': 'An administrator of this computer wants every server verified.',
  'error.unverified.next': 'Say in the profile, at Trust, how the server is to be verified.',
} as const;
