/** What a check of the connection has found. */
export const finding = {
  'finding.clock.aheadHours':
    'The clock of this computer is about {hours, plural, one {# hour} other {# hours}} ahead, so that the certificate of {host} looks expired.',
  'finding.clock.aheadDays':
    'The clock of this computer is about {days, plural, one {# day} other {# days}} ahead, so that the certificate of {host} looks expired.',
  'finding.clock.behindHours':
    'The clock of this computer is about {hours, plural, one {# hour} other {# hours}} behind, so that the certificate of {host} looks as if it were not valid yet.',
  'finding.clock.behindDays':
    'The clock of this computer is about {days, plural, one {# day} other {# days}} behind, so that the certificate of {host} looks as if it were not valid yet.',
  'finding.service.smtp': 'a mail server (SMTP)',
  'finding.service.imap': 'a mail server (IMAP)',
  'finding.service.pop3': 'a mail server (POP3)',
  'finding.service.nntp': 'a news server',
  'finding.service.ldap': 'a directory (LDAP)',
  'finding.service.pgsql': 'PostgreSQL',
  'finding.service.ftp': 'an FTP server',
  'finding.service.http': 'a web server',
  'finding.service.mysql': 'MySQL or MariaDB',
  'finding.service.redis': 'Redis',
  'finding.service.ssh': 'an SSH server',
  'finding.name-filter.what':
    'At {server} TLS for {name} is {how, select, silent {swallowed} reset {reset} other {closed}}, twice, and for another name it is answered.',
  'finding.inspection.title': 'Something on the way opens TLS',
  'finding.inspection.title.2': '{product} seems to open TLS on the way',
  'finding.inspection.what':
    'The certificate that was shown for {host} has the issuer {issuer}, and hosts that have nothing to do with it show certificates of the same issuer here.',
  'finding.inspection.what.2':
    'The certificate that was shown for {host} has the issuer {issuer}, as certificates that {product} makes.',
  'finding.inspection.why':
    'No browser knows this issuer: something in this network, or on this computer, makes these certificates to read what is sent.',
  'finding.inspection.why.2':
    'Such a product puts itself between and makes certificates of its own, so that it can read what is sent: in this network, or as a security program on this computer.',
  'finding.inspection.next':
    'Do not trust this certificate. Ask for an exception for this server, switch the inspection off where it is yours, or use another network.',
  'finding.certificate-expired.title': 'The server’s certificate has expired',
  'finding.certificate-expired.what': 'The certificate of {host} expired on {date}.',
  'finding.certificate-expired.why':
    'It was not renewed in time, or stunnel still has the old one in memory. Nothing shows that the clock of this computer is wrong.',
  'finding.certificate-expired.next': 'Renew the certificate on the server, then let stunnel read it again.',
  'finding.certificate-early.title': 'The server’s certificate is not valid yet',
  'finding.certificate-early.what': 'The certificate of {host} is valid only from {date}.',
  'finding.certificate-early.why':
    'The clock of this computer is behind, or the server’s was ahead when the certificate was made.',
  'finding.certificate-early.next': 'Check date and time of this computer, then those of the server.',
  'finding.certificate-renewed.title': 'The server’s certificate was renewed',
  'finding.certificate-renewed.what': '{host} shows another certificate than the one you trusted.',
  'finding.certificate-renewed.why': 'It has the same key as the trusted one: who shows it is who you trusted.',
  'finding.certificate-renewed.why.2':
    'The authorities of this computer vouch for it and for the host’s name, as for a certificate that was renewed in the usual way.',
  'finding.certificate-renewed.next': 'Compare the fingerprint with the server’s, then trust the new certificate.',
  'finding.certificate-changed.title': 'The server shows another certificate',
  'finding.certificate-changed.what':
    '{host} shows another certificate than the one you trusted, and nothing shows that it is the server’s.',
  'finding.certificate-changed.why':
    'The server got a new certificate with a new key, or somebody on the way answers in its place.',
  'finding.certificate-changed.next':
    'Ask whoever runs the server, and compare the fingerprints before you trust the new one.',
  'finding.certificate-unknown.title': 'No authority of the profile vouches for the certificate',
  'finding.certificate-unknown.title.2': 'The certificate is not trusted yet',
  'finding.certificate-unknown.what': 'Nobody that is trusted vouches for the certificate of {host}.',
  'finding.certificate-unknown.why':
    'It is self-signed: the server got another certificate, or somebody on the way answers in its place.',
  'finding.certificate-unknown.why.2':
    'Its issuer is {issuer}: the server got another certificate, or somebody on the way answers in its place.',
  'finding.certificate-unknown.why.3':
    'It is self-signed, as those of most stunnel servers are, so that only you can say whether it is the right one.',
  'finding.certificate-unknown.why.4': 'Its issuer is {issuer}, which is not among the trusted authorities.',
  'finding.certificate-unknown.next':
    'Ask whoever runs the server. The profile accepts what its authorities vouch for and nothing else; if they have changed, change Trust in it.',
  'finding.certificate-unknown.next.2': 'Compare the fingerprint with the server’s, then trust this certificate.',
  'finding.certificate-name.title': 'The certificate is for another name',
  'finding.certificate-name.what': 'The certificate that {host} shows is for {names}.',
  'finding.certificate-name.why':
    'The host name in the profile is another one than the server’s, or the certificate was made for another name.',
  'finding.certificate-name.next':
    'Correct the host name, or the names in the certificate, in the profile. If they are right, ask whoever runs the server.',
  'finding.certificate-name.next.2':
    'Correct the host name in the profile, or trust exactly this certificate after comparing its fingerprint.',
  'finding.certificate-usage.title': 'The certificate may not be used for TLS',
  'finding.certificate-usage.what': 'The certificate of {host} does not allow its key to sign, which TLS needs.',
  'finding.certificate-usage.why':
    'Its keyUsage extension lacks digitalSignature; certificates made by hand often have this fault.',
  'finding.certificate-usage.next':
    'Make a new certificate on the server, with keyUsage digitalSignature or without that extension.',
  'finding.certificate-revoked.title': 'The certificate was revoked',
  'finding.certificate-revoked.what': 'The issuer of the certificate of {host} has revoked it.',
  'finding.certificate-revoked.why': 'Its key may have been stolen, or it was replaced.',
  'finding.certificate-revoked.next': 'Do not use this server before whoever runs it has installed a new certificate.',
  'finding.revocation-unknown.title': 'Nobody says whether the certificate is revoked',
  'finding.revocation-unknown.what': 'Whether the certificate of {host} is revoked cannot be known: {detail}.',
  'finding.revocation-unknown.why':
    'The profile accepts only certificates that a list or a responder clears, and there is no such answer.',
  'finding.revocation-unknown.next':
    'Get the newest revocation list, or check that the responder can be reached from this network.',
  'finding.client-certificate.title': 'The server refuses your certificate',
  'finding.client-certificate.title.2': 'The server wants a certificate from you',
  'finding.client-certificate.what': '{host} did not accept the certificate of this profile.',
  'finding.client-certificate.what.2':
    '{host} lets only clients in that show a certificate, and this profile has none.',
  'finding.client-certificate.why':
    'It is not among those that the server knows, was issued by another authority, or has expired.',
  'finding.client-certificate.why.2': 'verify or requireCert in its stunnel.conf says so.',
  'finding.client-certificate.next': 'Choose the certificate that the server expects.',
  'finding.client-certificate.next.2': 'Choose the certificate and key that you were given.',
  'finding.settings.title': 'A setting cannot be used',
  'finding.port-taken.title': 'stunnel itself listens on this port',
  'finding.port-taken.title.2': 'The local port is taken',
  'finding.port-taken.what': 'Another program already listens on {server}.',
  'finding.port-taken.what.2': '{name} (process {pid}) already listens on {server}.',
  'finding.port-taken.why':
    'A stunnel of its own runs on this computer, perhaps with the configuration that this profile came from.',
  'finding.port-taken.why.2': 'Only one program at a time can listen on a port.',
  'finding.port-taken.next': 'End that stunnel, or use another local port.',
  'finding.port-taken.next.2': 'End that program, or use another local port.',
  'finding.port-privileged.title': 'The local port is the administrator’s',
  'finding.port-privileged.what': 'The system does not let Adit listen on {server}.',
  'finding.port-privileged.why': 'Ports below 1024 are kept for the administrator.',
  'finding.port-privileged.next': 'Use another local port: programs then connect to that one.',
  'finding.port-excluded.title': 'Windows keeps the local port for itself',
  'finding.port-excluded.what': 'Port {port} is in a range, {from} to {to}, that Windows has reserved.',
  'finding.port-excluded.why':
    'Hyper-V, WSL and Docker reserve such ranges, and others after each restart (netsh interface ipv4 show excludedportrange protocol=tcp).',
  'finding.port-forbidden.title': 'The system forbids the local port',
  'finding.port-forbidden.why': 'A rule of this computer keeps the port; which one, it does not say.',
  'finding.local-address-missing.title': 'The local address is not this computer’s',
  'finding.local-address-missing.what': 'The profile listens on {host}, which is no address of this computer now.',
  'finding.local-address-missing.why': 'The address belongs to another network, or to another computer.',
  'finding.local-address-missing.next': 'Correct the local address; 127.0.0.1 is right for programs on this computer.',
  'finding.loopback-blocked.title': 'This computer does not reach its own port',
  'finding.loopback-blocked.what': 'A connection from this computer to {server} does not arrive.',
  'finding.loopback-blocked.why':
    'Usually a firewall on this computer filters connections to itself; some do unless each program is allowed.',
  'finding.loopback-blocked.next':
    'Allow Adit, and connections to 127.0.0.1, in the firewall or security program of this computer.',
  'finding.local-network-permission.title': 'macOS may not let Adit into the local network',
  'finding.local-network-permission.what':
    '{server} is a computer of the local network, and nothing comes back from it.',
  'finding.local-network-permission.why':
    'macOS asks once whether a program may reach the local network; without that, it looks as if nobody were there. The computer may also be off.',
  'finding.local-network-permission.next':
    'Look into System Settings › Privacy & Security › Local Network, allow Adit there, and check again.',
  'finding.local-firewall.title': 'This computer forbids the connection',
  'finding.local-firewall.what': 'This computer’s own rules do not let Adit connect to {server} ({code}).',
  'finding.local-firewall.why':
    'A firewall, a security program or a rule of the routes on this computer refuses it before anything is sent.',
  'finding.local-firewall.next':
    'Allow Adit to connect to this address in the firewall or security program of this computer.',
  'finding.clock-wrong.title': 'The clock of this computer is wrong',
  'finding.clock-wrong.why': 'Web servers say another time, and by that the certificate is valid.',
  'finding.clock-wrong.next': 'Set date, time and time zone of this computer, best by letting the system do it.',
  'finding.captive-portal.title': 'This network wants you to log in first',
  'finding.captive-portal.what': 'A log-in page of the network answers in place of {host}.',
  'finding.captive-portal.what.2': 'A log-in page of the network answers in place of {host}: {page}.',
  'finding.captive-portal.why':
    'Networks of hotels, trains and cafés let nobody out before the log-in in a browser. What was shown is not your server’s, so there is nothing to trust.',
  'finding.captive-portal.next': 'Open any web page in a browser and log in; then check again.',
  'finding.captive-portal.next.2': 'Open the log-in page, log in, then check again.',
  'finding.plain-http.title': 'A web server without TLS is there',
  'finding.plain-http.what': '{server} answers as a web server in the clear.',
  'finding.plain-http.why':
    'The port belongs to a web server and not to stunnel; a network’s log-in page can look alike.',
  'finding.plain-http.next':
    'Compare the port with “accept” in the server’s stunnel.conf: it is not the port of the service behind it.',
  'finding.starttls.title': 'The server begins in the clear',
  'finding.starttls.what': '{server} is {service}, which goes over to TLS only when its client asks for it.',
  'finding.starttls.why': 'The profile begins with TLS at once.',
  'finding.starttls.next': 'Set “protocol = {service}” in the profile, or use the port where it speaks TLS at once.',
  'finding.plain-service.title': 'The service itself answers, without stunnel',
  'finding.plain-service.what': '{server} is {service}, in the clear.',
  'finding.plain-service.why': 'No stunnel is in front of it on this port.',
  'finding.not-tls.title': 'No TLS on this port',
  'finding.not-tls.what': '{server} answers, and what it says is not TLS.',
  'finding.not-tls.why': 'The port belongs to another service, or something on the way answers in its place.',
  'finding.name-filter.title': 'Something filters by server name',
  'finding.name-filter.why':
    'Something on the way reads the server name at the beginning of TLS and lets this one not through; a server that is set up to do so looks alike.',
  'finding.name-filter.next':
    'Set another server name in the profile (stunnel’s sni), or none, when the server does not choose by it; or try another network.',
  'finding.name-refused.title': 'The server does not know this name',
  'finding.name-refused.what': '{server} speaks TLS, but not for the server name {name}.',
  'finding.name-refused.why': 'A server with several names refuses those that it does not know.',
  'finding.name-refused.next': 'Set the server name that it knows in the profile, or none.',
  'finding.big-packets.title': 'Big packets get lost on the way',
  'finding.big-packets.what':
    '{server} answers a small hello, and a real handshake, which takes bigger packets, gets no answer.',
  'finding.big-packets.why':
    'Somewhere on the way packets of full size are dropped without word (MTU), as with some VPNs, PPPoE lines and phone networks.',
  'finding.big-packets.next':
    'Make packets smaller on this computer: set the MTU of its interface to 1280 and check again; disconnect a VPN.',
  'finding.tls-swallowed.title': 'Nothing answers the TLS handshake',
  'finding.tls-swallowed.what': '{server} takes the connection and answers no hello, whatever its name.',
  'finding.tls-swallowed.why':
    'The port belongs to a service that waits for something else, stunnel there is stuck, or a firewall holds TLS back.',
  'finding.tls-swallowed.next': 'See on the server what listens on this port, and what stunnel has logged.',
  'finding.tls-closed.title': 'The connection is closed before TLS',
  'finding.tls-closed.what': '{server} takes the connection and closes it before the handshake is done.',
  'finding.tls-closed.why':
    'The server lets only certain addresses in (libwrap, a firewall), the port belongs to another service, or something on the way cuts TLS.',
  'finding.tls-closed.next': 'See on the server whether the connection arrives: its log names this computer’s address.',
  'finding.tls-version.title': 'No TLS version in common',
  'finding.tls-version.what': '{server} and this profile have no TLS version in common.',
  'finding.tls-version.why':
    'One side allows only versions that the other refuses; stunnel servers of old systems may know TLS 1.0 only.',
  'finding.tls-version.next': 'Remove the TLS versions from the profile, or allow a newer one on the server.',
  'finding.no-shared-cipher.title': 'No cipher in common',
  'finding.no-shared-cipher.what': '{server} and this profile have no cipher, curve or signature in common.',
  'finding.no-shared-cipher.why':
    'The lists of the two sides do not overlap, or the server’s certificate does not suit them.',
  'finding.no-shared-cipher.next': 'Remove the cipher list from the profile, or extend the one on the server.',
  'finding.other-protocol-wanted.title': 'The server wants another protocol inside TLS',
  'finding.other-protocol-wanted.what': '{server} accepts none of the application protocols (ALPN) of the profile.',
  'finding.other-protocol-wanted.why': 'A web server or gateway chooses by ALPN; stunnel itself does not look at it.',
  'finding.other-protocol-wanted.next': 'Remove ALPN from the profile, or set what the server wants.',
  'finding.psk.title': 'The pre-shared key is not accepted',
  'finding.psk.what': '{host} did not accept the key of “{identity}”.',
  'finding.psk.why': 'The server does not know this identity, or the key is not the same on both sides.',
  'finding.psk.next': 'Compare identity and key with the server’s PSKsecrets, and enter the key again.',
  'finding.service-stopped.title': 'The service behind the server does not answer',
  'finding.service-stopped.what': '{server} finishes the TLS handshake and then ends the connection at once.',
  'finding.service-stopped.why':
    'TLS is there, and usually what stunnel passes on to is not: {service} is not running on the server, or “connect” names another port than its own.',
  'finding.service-stopped.next':
    'Start the service on the server, and compare its port with “connect” in stunnel.conf.',
  'finding.other-service.title': 'Another service is behind the server',
  'finding.other-service.what': 'Behind {server} is {service}, and the profile is for {application}.',
  'finding.other-service.why':
    '“connect” on the server names another service, or the profile has the wrong application.',
  'finding.other-service.next': 'Compare “connect” on the server with the application of the profile.',
  'finding.name-unknown.title': 'The name does not exist',
  'finding.name-unknown.what': 'There is no {host}, says the name server.',
  'finding.name-unknown.why': 'The name is misspelt, or is known only in another network.',
  'finding.name-unknown.next': 'Compare the host name with the one that you were given.',
  'finding.names-silent.title': 'The name servers do not answer',
  'finding.names-silent.what': 'No name server says what {host} is.',
  'finding.names-silent.what.2': 'No name server says what {host} is (asked: {asked}).',
  'finding.names-silent.why':
    'This network’s name server is down or cannot be reached; with a VPN that comes up or goes down, it may be one that only the other network has.',
  'finding.names-silent.next':
    'Check the network connection; where the server’s IP address is known, it can stand in the profile instead of the name.',
  'finding.name-lies.title': 'The name leads to a wrong place here',
  'finding.name-lies.what': 'For programs {host} is nothing; {server} says {address}, and TLS answers there.',
  'finding.name-lies.what.2':
    'For programs {host} is {told}, where there is no such server; {server} says {address}, and TLS answers there.',
  'finding.name-lies.why':
    'This network’s name server, or a file or program of this computer, gives another answer than the rest: to block the name, or out of date.',
  'finding.name-lies.next': 'Use another name server, or put the address into the profile instead of the name.',
  'finding.name-leads-here.title': 'The name leads to this computer itself',
  'finding.name-leads-here.what':
    '{host} is {address} for programs, which is this computer, and no such server is here.',
  'finding.name-leads-here.why':
    'A name server that blocks the name answers so, or the hosts file of this computer has a line for it.',
  'finding.name-leads-here.next': 'Look for the name in the hosts file, and try another name server or network.',
  'finding.offline.title': 'This computer is offline',
  'finding.offline.what': 'There is no way from this computer to {host}, or to any other network.',
  'finding.offline.why': 'No network is connected, or the one that is has no way out.',
  'finding.offline.next': 'Connect to a network; Adit tries again by itself.',
  'finding.vpn-loop.title': 'The way to the server goes through the VPN itself',
  'finding.vpn-loop.what': 'Packets to {host} leave through {device}, and nothing comes back.',
  'finding.vpn-loop.why':
    'A VPN that runs through this tunnel has taken the way to the tunnel’s own server, so that each waits for the other.',
  'finding.vpn-loop.next':
    'Disconnect the VPN, and start it with the file that Adit derives from the server’s: it leaves this way out.',
  'finding.vpn-silent.title': 'Nothing comes back through the VPN',
  'finding.vpn-silent.what': 'Packets to {host} leave through {device}, a VPN’s interface, and nothing comes back.',
  'finding.vpn-silent.why': 'The VPN has no way to that server, or its own connection is dead.',
  'finding.vpn-silent.next': 'Disconnect the VPN and check again, or make an exception for this server in it.',
  'finding.refused.title': 'Nobody answers on the server’s port',
  'finding.refused.what': '{server} refused the connection.',
  'finding.refused.why':
    'Usually stunnel is not running there, or listens on another port. A firewall or the log-in page of a network can answer alike.',
  'finding.refused.next': 'See on the server whether stunnel listens on this port, and start it.',
  'finding.silent.title': 'The server is silent',
  'finding.silent.title.2': 'This port is blocked',
  'finding.silent.what': 'Nothing comes back from {server}.',
  'finding.silent.what.2': '{host} answers on port {open}, and nothing comes back from its port {port}.',
  'finding.silent.why':
    'The computer is off, the address is another one, or a firewall on the way drops everything silently.',
  'finding.silent.why.2':
    'A firewall drops packets to that port, of this network or of the server: many networks let only 443 and 80 through.',
  'finding.silent.next': 'Try from another network; when it works there, this network blocks the way.',
  'finding.silent.next.2': 'Let stunnel accept on port 443, or open the port in the server’s firewall.',
  'finding.silent.next.3':
    'Let stunnel accept on one of the ports that get through, or open the port in the server’s firewall.',
  'finding.no-way.title': 'There is no way to the server',
  'finding.no-way.what': 'The network says that it has no way to {server} ({code}).',
  'finding.no-way.why':
    'A router on the way, or this computer, has no route to that address; the server’s network may be down, or be another one.',
  'finding.no-way.next': 'Check that the address is right for the network that you are in.',
  'finding.ipv6-broken.title': 'IPv6 to this server does not work',
  'finding.ipv6-broken.what':
    '{host} has the IPv6 address {address}, from which nothing came back within {within, number} s; IPv4 works.',
  'finding.ipv6-broken.why':
    'This network gives out IPv6 addresses, and does not carry their packets to that server; or the server is not reachable by IPv6.',
  'finding.ipv6-broken.next':
    'The tunnel works, and each connection waits for that address when it comes first. With the server’s IPv4 address in the profile nothing waits.',
  'finding.address-broken.title': 'One of the server’s addresses does not answer',
  'finding.address-broken.what': '{host} has an address, {address}, from which nothing comes back; {others} answers.',
  'finding.address-broken.why':
    'One of several servers is off, or the name still has an address that is no longer in use.',
  'finding.address-broken.next': 'The tunnel works; connections that try that address first have to wait.',
  'finding.proxy-unreachable.title': 'The proxy does not answer',
  'finding.proxy-unreachable.what': 'There is no connection to the proxy {server}.',
  'finding.proxy-unreachable.why':
    'The proxy is off, its address is another one, or it can be reached from one network only.',
  'finding.proxy-unreachable.next': 'Compare the proxy’s address with the one of this network.',
  'finding.proxy-login.title': 'The proxy refuses the log-in',
  'finding.proxy-login.title.2': 'The proxy wants a log-in',
  'finding.proxy-login.what': 'The proxy {server} does not accept this user name and password.',
  'finding.proxy-login.what.2': 'The proxy {server} wants a user name and a password.',
  'finding.proxy-login.why': 'One of them is wrong, or has expired.',
  'finding.proxy-login.why.2': 'Only who has an account may use it.',
  'finding.proxy-login.next': 'Enter the user name and the password of the proxy.',
  'finding.proxy-scheme.title': 'The proxy wants a log-in that Adit cannot do',
  'finding.proxy-scheme.what': 'The proxy {server} wants another kind of log-in: {detail}.',
  'finding.proxy-scheme.why': 'NTLM, Negotiate and Digest prove who one is with what the system or the company has.',
  'finding.proxy-scheme.next':
    'Run a helper that logs in to it for you, “px --proxy={proxy} --port=3128”, or cntlm with the lines “Proxy {proxy}” and “Listen 3128”. Then name 127.0.0.1, port 3128 as the HTTP proxy of the profile.',
  'finding.proxy-refuses.title': 'The proxy does not let this connection through',
  'finding.proxy-refuses.what': 'The proxy {server} did not open a connection to {server2}: {detail}.',
  'finding.proxy-refuses.why':
    'It may not allow this destination or port, or did not reach the server. Proxies often allow port 443 only.',
  'finding.proxy-refuses.next': 'Ask whoever runs the proxy, or let stunnel accept on port 443.',
  'finding.negotiation-refused.title': 'The server does not begin TLS this way',
  'finding.negotiation-refused.what': '{server} did not agree to begin TLS by {protocol}: {detail}',
  'finding.negotiation-refused.why': 'The server speaks TLS at once, speaks another protocol, or does not offer TLS.',
  'finding.negotiation-refused.next': 'Compare “protocol” of the profile with the server’s: both ends need the same.',
  'finding.unexpected.title': 'Something else went wrong',
  'finding.theService': 'the service',
} as const;
