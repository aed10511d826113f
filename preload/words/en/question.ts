/** What an import asks because the file does not say it. */
export const question = {
  'question.host.pattern': 'Which name do you use? The server answers this service to names like {pattern}.',
  'question.host.placeholder':
    'Which host name or address does the server have? The file has “{text}” in its place ({place}).',
  'question.host.unsaid': 'Which host name or address does the server have? Its configuration does not say.',
  'question.host.loopback':
    'Which host name or address does the server have? It listens on {where}, which only its own computer reaches: enter the host of what passes connections on to it, or localhost if this is that computer.',
  'question.port.unsaid': 'Which port does the server listen on? The file does not say.',
  'question.port.outside':
    'Which port does the server have to the outside, perhaps 443? It listens on {address} ({place}), which only its own computer reaches; something in front of it passes connections on.',
  'question.port.placeholder': 'Which port does the server listen on? The file has “{text}” in its place ({place}).',
  'question.port.unknown': 'Which port does the server listen on? “{text}” ({place}) is no port that Adit knows.',
  'question.local.placeholder':
    'Which port should the tunnel have on this computer? The file has “{text}” in its place ({place}).',
  'question.local.unsaid': 'Which port should the tunnel have on this computer? The file does not say.',
  'question.local': 'Which port should the tunnel have on this computer?',
  'question.host.certificate': 'Which name do you use? The server’s certificate ({path}) is for names like {pattern}.',
  'question.host.behind':
    'Which host name or address does the server behind the proxy {proxy} have? The file has “{text}” in its place ({place}).',
  'question.host.private':
    'Which host name or address do you reach the server by? It listens on {where}, {kind, select, name {a name} other {an address}} of a private network: enter that if this computer is in the same network.',
  'question.port.address': 'Which port does the server speak TLS at? The address names none; 443 is what most use.',
  'question.port.command': 'Which port does the server speak TLS at? The command names none.',
  'question.port.file': 'Which port does the server speak TLS at? The file does not say.',
  'question.host.command': 'Which host name or address does the server have? Its command does not say.',
  'question.host': 'Which host name or address does the server have?',
  'question.port.ssh':
    'Which port does the server speak TLS at? ssh’s own port does not: the tunnel needs the one where stunnel answers, often 443.',
  'question.port.url': 'Which port does the server speak TLS at? The URL names none.',
  'question.host.tunnel':
    'Which host name or address does the server have? The file leads to a tunnel on this computer, and does not say where that one goes.',
  'question.port.udp':
    'Which port does the server speak TLS at? The file has port {port} of UDP, which a tunnel does not carry.',
  'question.host.onlyPort':
    'Which host name or address does the server have? The command names only a port, which means this computer.',
} as const;
