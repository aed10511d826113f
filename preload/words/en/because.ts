/** What an application was guessed from: ends the sentence “SSH, because …”. */
export const because = {
  'because.port': 'the server passes connections on to port {port}',
  'because.word': 'the section’s name speaks of {word}',
  'because.usual': 'port {port} is used for it',
  'because.command': 'it is an {program} command',
  'because.url': 'the URL begins with {scheme}',
  'because.speaks': 'the command speaks {protocol} first',
  'because.openvpn': 'it is an OpenVPN configuration',
  'because.hostWord': 'the host’s name speaks of {word}',
} as const;
