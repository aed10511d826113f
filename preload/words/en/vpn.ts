/** What Adit has changed in the configuration of a VPN that goes through a tunnel, and why. */
export const vpn = {
  'vpn.client.openvpn': 'openvpn (command line)',
  'vpn.note.leftOut': 'Left out, because {reason}.',
  'vpn.because.place': 'the connection goes to the local end of the tunnel instead',
  'vpn.because.onlyUdp': 'it is for UDP, and the tunnel carries TCP',
  'vpn.because.proxied': 'the tunnel’s own proxy setting is used; the local end is reached directly',
  'vpn.because.script': 'Adit does not hand on what runs programs on this computer; add it yourself if you trust it',
  'vpn.because.running': 'the program that starts OpenVPN decides this',
  'vpn.because.password': 'a password does not belong into a file',
  'vpn.because.config': 'other files that it names are not read here: put their lines into one file',
  'vpn.because.unknown': '{program} does not know it',
  'vpn.because.nameInRoute': '{program} refuses a name in a route',
  'vpn.because.gateway': '{program} refuses the word net_gateway',
  'vpn.because.ownNetworks': 'only the VPN’s own networks are to go through it',
  'vpn.because.keptOut':
    'the tunnel’s servers are kept out of the VPN by its routes, which survive a change of network',
  'vpn.note.redirect':
    'Written as routes to everything but the tunnel’s servers: with this line the tunnel would go into itself, at once or after the next change of network.',
  'vpn.note.local': '{note} Computers of the local network stay reachable.',
  'vpn.note.divided': 'Divided, so that it leaves out the addresses of the tunnel’s servers.',
  'vpn.note.inside': 'Put inside, because {program} takes one file.',
  'vpn.note.password': 'The file with the password is not handed on: OpenVPN Connect asks for it.',
  'vpn.note.noFiles':
    '{program} reads no other files, and this one cannot be put inside: ask for the .ovpn with “{directive}” in it.',
  'vpn.note.beside':
    'The file that it names is looked for beside the new configuration; choose the .ovpn from its folder instead.',
  'vpn.note.persistTun':
    'Keeps the VPN’s routes while it reconnects; without it programs would go out in the clear meanwhile.',
  'vpn.note.mssfix': 'Packets of the VPN then fit into one of the tunnel’s.',
  'vpn.note.disableDco': 'On Windows the data channel in the kernel passes nothing over TCP.',
  'vpn.note.blockIpv6': 'Nothing leaves by IPv6 past a VPN that carries IPv4 only.',
  'vpn.note.secondConnection':
    '{program} has no such setting: a second connection of Adit’s keeps IPv6 back while the VPN is up.',
  'vpn.detail.cancelled': 'it was cancelled',
  'vpn.detail.notThere': '“{text}” has not appeared there',
  'vpn.detail.noTerminal': 'no terminal could be opened',
} as const;
