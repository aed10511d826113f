/** What a profile says of lines and files of its import. Kept with the profile as id and values, and said when somebody reads it. */
export const note = {
  'note.written': '{text}',
  'note.unknown': 'Another version of Adit has written this note, which this version cannot say.',
  'note.file.refused': '{what} It was left out.',
  'note.file.link.unreadable': 'What this link leads to cannot be read: the system says {code}.',
  'note.file.deep': 'Folders this deep are not read.',
  'note.file.neither': 'This is neither a file nor a folder; it was not read.',
  'note.file.link.outside': 'This is a link to somewhere outside the folder; it was not followed.',
  'note.file.link.other': 'This link does not lead to a file; it was not followed.',
  'note.file.link.circle': 'This link leads back to itself; it was not followed.',
  'note.file.link.missing': 'What this link leads to does not exist.',
  'note.file.outside': 'This path leads out of the archive; it was left out.',
  'note.file.link': 'This is a link; links in archives are not followed.',
  'note.file.special': 'This is neither a file nor a folder; it was left out.',
  'note.file.cut': 'The end of this file is missing; it was left out.',
  'note.file.incomplete': 'The end of the archive is missing, and with it perhaps some of its files.',
  'note.file.leadsOut': 'This path leads out of what was given; it was left out.',
  'note.file.large': 'This file is larger than 1 MiB; it was not read.',
  'note.file.archive': 'This is an archive among other files or in another archive; it was not unpacked.',
  'note.key.server': 'This is a private key. It was skipped. It should not leave the server.',
  'note.key.client': 'This is the private key of the client. It belongs to whoever uses it; nothing of it was kept.',
  'note.keyToo.server': 'There is a private key in this file as well. It was skipped. It should not leave the server.',
  'note.keyToo.client':
    'There is the private key of the client in this file as well. It belongs to whoever uses it; nothing of it was kept.',
  'note.store.server': 'This file may hold a private key; it was not read. Keys should not leave the server.',
  'note.store.client':
    'This file may hold the private key of the client. It belongs to whoever uses it; the file was not read.',
  'note.shared.exposed':
    'The sender’s tunnel listens on {host}, where other computers can use it. Yours listens on this computer only.',
  'note.share.psk': 'The pre-shared key is a secret and is not shared: tell it to the receiver in another way.',
  'note.shared.pskFile': 'The sender’s file of pre-shared keys was left out.',
  'note.share.proxyLogin': 'Your login at the proxy is not shared.',
  'note.share.mailLogin': 'Your login at the mail server is not shared.',
  'note.share.headers': 'Headers that hold a secret are not shared.',
  'note.share.lists': 'Lists of revoked certificates are files of this computer and are not shared.',
  'note.shared.lists': 'The sender’s lists of revoked certificates are files of another computer; they were left out.',
  'note.share.unreadable': 'A certificate file of this computer cannot be read, so it is not shared.',
  'note.share.tooMany': 'There are too many certificates; not all of them are shared.',
  'note.share.noCertificate': 'No certificate is shared: the receiver is asked once whether to trust the server.',
  'note.shared.any':
    'The sender accepts any certificate. Adit does not take that over: it asks once whether to trust the server.',
  'note.shared.certificate': 'A certificate file of the sender’s computer was left out.',
  'note.share.command': 'Its command is left out: what is started is for each person to say.',
  'note.shared.command': 'The command that it brings is left out: what is started on this computer is yours to say.',
  'note.share.programs': 'The programs that may use the local port are files of this computer and are not shared.',
  'note.shared.programs': 'The sender’s list of programs that may use the local port was left out.',
  'note.share.identity':
    'The client certificate and its key are not shared: the receiver needs an own one, and names its files.',
  'note.shared.identity': 'The sender’s client certificate is a file of another computer; it was left out.',
  'note.share.local': 'The source address is one of this computer and is not shared.',
  'note.shared.local': 'The sender’s source address was left out.',
  'note.share.openvpn':
    'The OpenVPN configuration is not shared, because it holds a key: the receiver chooses an own one.',
  'note.shared.openvpn': 'The sender’s OpenVPN configuration is a file of another computer; it was left out.',
  'note.share.socket': 'The socket that the tunnel listens on is a file of this computer and is not shared.',
  'note.shared.socket': 'The sender’s tunnel listens on a socket, which is a file of their computer; it was left out.',
  'note.unknownOption': '{name} is unknown to stunnel {version}; a newer one may know it. The line was left out.',
  'note.noSwitch': 'OpenSSL has no switch {name}; the line was left out.',
  'note.daemon': 'Adit is no background service; this is not needed.',
  'note.ownLog': 'Adit keeps its own log.',
  'note.engines': 'Adit uses no TLS engines or providers.',
  'note.programs': 'Adit runs no programs from a configuration.',
  'note.store': 'Adit does not read certificates from a store URI.',
  'note.random': 'The system supplies random numbers.',
  'note.compression': 'TLS compression is unsafe and never used.',
  'note.fips': 'The TLS library has no FIPS mode.',
  'note.ciphersuites': 'Kept in the profile. The app’s TLS library chooses the suites of TLS 1.3 itself.',
  'note.securityLevel': 'Kept in the profile. The app’s TLS library has no security levels.',
  'note.command': 'Adit does not know this command.',
  'note.renegotiation': 'TLS renegotiation is never used.',
  'note.delay': 'Adit looks the server’s name up for each connection anyway.',
  'note.ident': 'Local programs are not asked for a user name.',
  'note.libwrap': 'Tunnels listen on this computer only, unless you choose otherwise.',
  'note.transparent': 'Adit does not intercept connections.',
  'note.sockets': 'Adit sets the options of its sockets itself.',
  'note.reset': 'Adit decides itself how failed connections end.',
  'note.sessiond': 'Adit manages TLS sessions itself.',
  'note.serversOnly': 'This means something for servers only.',
  'note.serverKey': 'This is the server’s private key. It should not leave the server; Adit does not read it.',
  'note.serverCertificate':
    'This is the server’s own certificate. Adit looks at the one that the server shows when it connects.',
  'note.serverVerifies': 'This is how the server verifies its clients, not how clients verify the server.',
  'note.serverCompression':
    'TLS compression gives secrets away; it should be removed at the server. Adit never uses it.',
  'note.serverCiphersuites': 'Server and client agree on a TLS 1.3 cipher suite themselves.',
  'note.unusedAuthorities': 'Without verifyChain or verifyPeer the server does not use this.',
  'note.include': 'Other files are not read; import them as well when services are missing.',
  'note.serverConcern': 'This concerns the server only.',
  'note.noEffect': 'This has no effect in Adit.',
  'note.ssl': 'SSL 2 and SSL 3 are never used.',
  'note.switches': 'Kept in the profile. Most of these switches mean nothing to the app’s TLS library.',
  'note.misplaced': 'This option belongs before the first [section]; stunnel refuses it here.',
  'note.verify.client': 'It counts as verifying the server, so that nothing is accepted which the file may refuse.',
  'note.verify.server': 'It counts as asking clients for a certificate.',
  'note.verify.placeholder': 'This is a placeholder. {counts}',
  'note.verify.unknown':
    'stunnel only knows {known, select, levels {the levels 0 to 4} other {yes and no}} here, and not {value}. {counts}',
  'note.versions.order': 'The lowest TLS version ({lowest}) is above the highest ({highest}); both were left out.',
  'note.versions.old':
    'Nothing newer than {version} is allowed here, which is unsafe. Adit uses no version older than TLS 1.2 unasked: the tunnel will not work until the server allows a newer one, or the lowest version is set in the profile.',
  'note.versions.unknown': '{version} is not a TLS version that Adit can use; it was left out.',
  'note.versions.ssl3': 'SSL 3 is in no TLS library any more.',
  'note.versions.placeholder': 'The TLS version is a placeholder; the default is used.',
  'note.protocol.capwin':
    '{protocol} is part of the CapWIN product, and Adit does not speak it. Keep stunnel for this service; this tunnel will not work.',
  'note.protocol.unknown':
    'Adit does not know what {protocol} is, and neither does stunnel. Correct the line, or choose in the profile what is spoken before TLS.',
  'note.proxy.open':
    'The server is behind a proxy, whose address the file leaves open ({address}). Set the proxy in the profile.',
  'note.header.password':
    'This header holds the password of {user}, which is not taken over from a file. Adit asks for it.',
  'note.protocol.placeholder':
    'What the server speaks before TLS starts is a placeholder. Choose it in the profile when it speaks something.',
  'note.unused.host':
    'This protocol has no use for it; without “sni” its host is the name that the server is asked for.',
  'note.unused': 'This protocol has no use for it.',
  'note.password.alone': 'A password without a user name (protocolUsername) is not used.',
  'note.password': 'Passwords are not taken over from a file. Adit asks for it when the tunnel needs it.',
  'note.user': 'This is no user name; enter it in the profile.',
  'note.noPassword': 'The file has no password for it. Adit asks for it.',
  'note.proxy.noHost':
    'The file goes through a proxy, but has no protocolHost: stunnel refuses it. Set the proxy in the profile.',
  'note.proxy.method': 'This is a placeholder. A password would be sent as Basic, which the proxy can read.',
  'note.ntlm': 'This belongs to NTLM, which Adit cannot do.',
  'note.proxy.header': 'This header is for the proxy; it was left out.',
  'note.proxy.behind': 'This is no address behind the proxy that Adit can use. Set the proxy in the profile.',
  'note.header.secret':
    'This header holds a secret, which is not taken over from a file. Set a user name in the profile when the proxy asks for one.',
  'note.header.long': 'This header is too long, or there are too many; it was left out.',
  'note.ehlo': 'This is no host name; EHLO says localhost.',
  'note.socks':
    'The server is a SOCKS proxy, and the file does not say where it shall connect to (protocolHost). Programs can use the local port as a SOCKS5 proxy themselves.',
  'note.checks.many':
    '{count, plural, one {Only the first one is checked.} other {Only the first # of these are checked.}}',
  'note.checks.flag':
    'stunnel wants a name here, and would accept a certificate for {value} only; the certificate is checked for the host of the server.',
  'note.noName':
    'The file checks no name (checkHost): any certificate is accepted that an authority in it has issued, whoever it is for. Name the server in the profile when the authority signs for others as well.',
  'note.noCertificates': 'This names no certificates that Adit can read. The other place that the file names decides.',
  'note.checks.placeholder': 'This is a placeholder; the certificate is checked for the host that you enter.',
  'note.checks.unusable': 'This cannot be checked; the certificate is checked for the host that you enter.',
  'note.value': 'stunnel does not take this value; {value} is used.',
  'note.tooMany': 'There are too many of them; it was left out.',
  'note.keyAlone': 'A key without a certificate (cert) is not used.',
  'note.filesOnly': 'Adit uses certificates and keys from files only.',
  'note.noFile': 'This names no file that Adit can read.',
  'note.identityLong': 'This identity is too long.',
  'note.noList': 'This names no file that Adit can read; no list of revoked certificates is used.',
  'note.noResponder': 'No responder is asked (OCSP, OCSPaia), so that this has no use.',
  'note.flag': 'stunnel knows no such flag; it was left out.',
  'note.responder': 'This is no address of an OCSP responder that Adit can ask: it has to begin with http://.',
  'note.accept.unknown': 'The server also listens on {port}, which is no port that Adit knows.',
  'note.accept.port': 'The server also listens on port {port}.',
  'note.accept.hidden': 'The server also listens on {place}, which only programs of its own computer reach.',
  'note.accept.other': 'The server also listens on {place}.',
  'note.accept.socket': 'A Unix socket can only be reached on the server itself.',
  'note.addresses': 'Only the first {count, plural, one {address is} other {# addresses are}} used.',
  'note.listen.foreign':
    'This computer has no address or name {address} of its own that a tunnel could listen on: {used} is used.',
  'note.listen.unknown': '{port} is no port that Adit knows; this address was left out.',
  'note.listen.taken': 'The file says {wanted}, {why}; {port} is free.',
  'note.socket.path': 'Adit cannot listen on a socket with such a path.',
  'note.socket.one': 'Adit listens on one socket only.',
  'note.listen.networks': 'The file listens on all networks, so that other computers can use this tunnel.',
  'note.connect.socket': 'Adit does not connect to Unix sockets.',
  'note.connect.incomplete': 'This address is incomplete; it was left out.',
  'note.seconds': 'This is no number of seconds; {seconds} is used.',
  'note.sni': 'This is no host name; the host name of the server is sent instead.',
  'note.exec.client': 'stunnel would start this program for each connection. Adit runs nothing from a file.',
  'note.noLimit': 'Adit sets no limit then. stunnel would not wait at all, so that connections fail.',
  'note.dialect.capwin':
    '{protocol} is part of the CapWIN product, and Adit does not speak it. Use stunnel for this service; a tunnel to it will not work.',
  'note.dialect.unknown': 'Adit does not know what {protocol} is. The connection may fail.',
  'note.psk': 'This server accepts a pre-shared key as well. Adit uses its certificate, unless the profile has a key.',
  'note.dialect.socks':
    'The server is a SOCKS proxy inside TLS: choose the local port as SOCKS proxy in your programs, and they reach what the server reaches. To reach one place only, set it in the profile (before TLS: SOCKS).',
  'note.dialect.connect':
    'The server wants to be asked like an HTTP proxy before TLS starts. Set in the profile what it shall be asked for (before TLS: HTTP CONNECT).',
  'note.dialect.proxy': 'The server tells the service behind it who connects. Clients have nothing to do with it.',
  'note.redirect': 'Clients that the server does not accept are passed on to another place without being told.',
  'note.lostList': 'No list of withdrawn certificates is read from {path}: {why}. It can be set in the profile.',
  'note.services':
    '{count, plural, one {Only the first service is shown} other {Only the first # services are shown}}; {left, plural, one {# is left out} other {# are left out}}.',
  'note.keyHere':
    'A private key begins here. Nothing of it was kept; a server’s private key should never leave the server.',
  'note.anotherFile': 'Another file seems to begin here; it was read on its own.',
  'note.defaults':
    'stunnel has no section for defaults; these lines were read as if they stood before the first section.',
  'note.doubt':
    'This line may belong to the section above it or to another file that begins here. Check which services are a server’s and which a client’s.',
  'note.alone':
    'From here on options stand alone: there is no section that they are surely of, so that they were left out.',
  'note.role.file': 'This is neither yes nor no; the file was read as a server’s.',
  'note.role.section': 'This is neither yes nor no; the section was read as a server’s.',
  'note.ring.itself': 'This tunnel would connect to itself. Change its server or its local port.',
  'note.ring.way': '{before} to {next}',
  'note.ring':
    'Tunnels would connect to each other in a ring: {way} and back to {first}. No connection would ever come out; change the server or the local port of one of them.',
  'note.backend.more':
    'The server passes connections on to port {port} as well. Application and local port are those for port {chosen}.',
  'note.sni.sent': 'The name {name} is sent to the server, so that it chooses this service.',
  'note.sni.pattern': 'The server chooses this service by the host name; enter one that matches {pattern}.',
  'note.exec.server': 'The server starts this program for each connection. Adit runs nothing.',
  'note.backend.unknown': 'The port of the service behind the tunnel is not known.',
  'note.sni.placeholder': 'The name that chooses this service is a placeholder; the host name that you enter is sent.',
  'note.weak.only':
    '{version} is outdated and unsafe, and nothing newer is allowed here. Raise it {where, select, server {at the server} other {in the file}}.',
  'note.weak.lowest':
    '{version} is outdated and unsafe. Raise the lowest version to TLS 1.2 {where, select, server {at the server} other {in the file}}.',
  'note.weak.no13':
    'TLS 1.3, the safest version, is switched off {where, select, server {at the server} other {in the file}}.',
  'note.weak.no12': 'TLS 1.2 is switched off {where, select, server {at the server} other {in the file}}.',
  'note.weak.on':
    'This switches an unsafe version on {where, select, server {at the server} other {in the file}}. Adit never uses it.',
  'note.weak.ciphers':
    'This allows ciphers that protect nothing or too little. Remove them {where, select, server {at the server} other {in the file}}.',
  'note.weak.level':
    'Level 0 allows ciphers and keys that protect too little. Raise it {where, select, server {at the server} other {in the file}}.',
  'note.weak.unverified':
    'Without verifyChain or verifyPeer stunnel does not use this and accepts any server. Adit verifies the server by the certificates of the system, and asks once when they do not vouch for it.',
  'note.weak.sharedKey':
    'This looks like the server’s own private key. Whoever has it can pose as the server: it should not leave the server, and clients do not need it.',
  'note.weak.sharedCertificate':
    'This looks like the server’s own certificate. Clients do not need it here. If its private key is in the same file, whoever has that can pose as the server: it should not leave the server.',
  'note.left':
    '{left, plural, one {# more note was} other {# more notes were}} left out: a profile keeps {most, number} at most, and not more than {characters, number} characters of them.',
  'note.list': 'This list is a placeholder or too long; the default is used.',
  'note.failover': 'This is neither prio nor rr; the first server is always tried first.',
  'note.source': 'This is no address of a computer; the system chooses where connections come from.',
  'note.level': 'Security levels go from 0 to 5; the line was left out.',
  'note.beside.key':
    'This file holds the server’s private key, and no certificate. Adit shows the certificate when it connects and asks once.',
  'note.beside.many': 'There are too many certificates in it to be kept in a profile.',
  'note.public.system':
    '{path} holds public authorities, and the file checks no name: any certificate of any of them would do. The system decides by its own, and the name is checked as well.',
  'note.public':
    '{path} holds a public authority ({name}), which signs for everybody, and the file checks no name. Adit checks the name of the host that you enter.',
  'note.authorities':
    '{path} holds {count, plural, one {an authority ({name})} other {# authorities ({name} …)}}. verifyPeer accepts only the server’s own certificate, so that no server will do. verifyChain = yes trusts what {count, plural, one {the authority} other {they}} issued.',
  'note.authorities.perhaps':
    '{path} holds what may be {count, plural, one {an authority ({name})} other {# authorities ({name} …)}}. verifyPeer accepts only the server’s own certificate: unless the server itself shows this one, no server will do. verifyChain = yes trusts what the authority issued.',
  'note.typed.psk': 'The pre-shared key in the command was not taken over: enter it in the profile.',
  'note.typed.password': 'The password in the command was not taken over: Adit asks for it.',
  'note.typed.anyCertificate': 'openssl s_client goes on whatever certificate it is shown. Adit verifies the server.',
  'note.typed.forwards': 'Forwarded ports of the ssh command are not part of a tunnel; they can be given to ssh again.',
  'note.typed.remoteCommand': 'The command to run at the server was not taken over.',
  'note.typed.jump': 'The jump host {host} was not taken over: a tunnel begins on this computer.',
  'note.typed.ftp': 'FTP opens further connections for its files, which a tunnel of one port does not carry.',
  'note.typed.urlPassword': 'The password in the URL was not taken over: the program asks for it itself.',
  'note.typed.urlUser': 'The user name in the URL is the program’s to give.',
  'note.typed.urlRest': 'What follows the host in the URL is not part of a tunnel.',
  'note.typed.vpnTcp': 'The server of the VPN has to take connections by TCP as well: a tunnel carries no UDP.',
} as const;
