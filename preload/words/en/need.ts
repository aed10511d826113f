/** What a server asks of its clients, or a file names: what to provide, and from whom. */
export const need = {
  'need.psk':
    'This server has no certificate: it and its clients know each other by a pre-shared key ({place}). Whoever runs the server gives you a line of its {file}: an identity, a colon, and the key. Without it the server refuses the connection.',
  'need.lost.folder': 'it does not say in which folder {path} is',
  'need.lost.command': 'Adit reads what a text names only after you have chosen it',
  'need.lost.missing': 'there is no {path} on this computer',
  'need.lost.identity':
    '{source, select, command {The command} other {The file}} shows the server the certificate {certificate}, but {why}. Choose it.',
  'need.lost.psk':
    'The file takes the pre-shared key from {path}, but {why}. Choose it, or {has, select, yes {keep} other {enter}} the identity: the tunnel then asks for the key.',
  'need.trust.authority': 'The file accepts certificates that a certain authority has issued, but {what}.',
  'need.trust.store':
    'The file accepts certificates that an authority in {place} has issued ({line}), where Adit cannot look.',
  'need.identity.token': 'The file keeps it on a token or in a key store, which Adit cannot use.',
  'need.identity.placeholder': 'The file has “{text}” in its place ({place}).',
  'need.identity.windows':
    'The file takes the client’s certificate from the certificate store of Windows ({line}, {place}), which Adit does not read. If the server wants one, export it there with its key as a .p12 file, and choose that.',
  'need.identity.store':
    'The file takes the client’s certificate from a token or a key store ({line}, {place}), which Adit does not read. If the server wants one, choose it as a file.',
  'need.identity.shown': 'The file shows the server a certificate of the client ({place}). {why}',
  'need.psk.noFile': 'The file names the identity ({place}), but not where its key is.',
  'need.psk.unsaid': 'The file connects with a pre-shared key only (“{line}”, {place}), but does not say with which.',
  'need.psk.placeholder':
    'The file has “{text}” in place of the keys’ file ({place}). Choose it, or enter the identity: the tunnel then asks for the key.',
  'need.certificate':
    'This server {asks} ({line}, {place}): {which} Whoever runs the server gives it to you with its key, as PEM files or as one .p12 file. {without}',
  'need.certificate.may': 'may ask for a client certificate',
  'need.certificate.ifSo': 'If it does, it refuses the connection without it.',
  'need.certificate.asks': 'asks for a client certificate',
  'need.certificate.refuses': 'Without it the server refuses the connection.',
  'need.certificate.any': 'any will do.',
  'need.certificate.listed': 'one of those in its {authorities}.',
  'need.certificate.issued': 'one that was issued by an authority in its {authorities}.',
  'need.lost.pinned':
    '{source, select, command {The command} other {The file}} accepts only a server certificate that is in {path}, but {why}.',
  'need.lost.peer':
    '{source, select, command {The command} other {The file}} accepts only a server certificate that is in {path} and that an authority in it has issued, but {why}.',
  'need.lost.authority':
    '{source, select, command {The command} other {The file}} accepts certificates that an authority in {path} has issued, but {why}.',
  'need.choose.listed': 'Choose a file with the certificates that it holds',
  'need.choose.it': 'Choose it',
  'need.choose.theFile': 'Choose the file with it',
  'need.choose.aFile': 'Choose a file with it',
  'need.until.asks':
    '{said} {choose}; until then the certificates of the system decide, and Adit asks once about another one.',
  'need.until': '{said} {choose}; until then the certificates of the system decide.',
  'need.list':
    '{said} That is a usual name of a list of public authorities, which the system has as well: the certificates of the system decide, and the name is checked. Choose the file if it holds something else.',
  'need.pin': '{said} Choose the file with it. Public authorities vouch for it only if you say so.',
  'need.lost.list':
    'The file refuses certificates that the list {file} withdraws, but {why}. Choose it; until then it is not used.',
  'need.lost.listToo':
    'The file refuses certificates that the list {file} withdraws, but {why}. Choose it; until then only the rest of what the file says of revocation holds.',
  'need.trust.stored': 'The file accepts only a server certificate that is stored with its authority, but {what}.',
  'need.trust.one': 'The file accepts only one certificate of the server, but {what}.',
  'need.identity': 'The file shows the server the certificate {certificate} ({place}).{more}',
  'need.psk.shared': 'The sender’s profile uses a pre-shared key, which is never shared this way. Ask for it.',
} as const;
