/** Why a section of a file cannot become a profile. */
export const problem = {
  'problem.primary':
    'This section is served by [{section}], which is not in the file. Import the complete file of the server.',
  'problem.noAccept':
    'This section has no “accept” line, so nothing says on which port the server listens. Import the complete file of the server, or add the line.',
  'problem.socket': 'The server listens on a Unix socket only, which cannot be reached from another computer.',
  'problem.noConnect':
    'This section has no “connect” line, so nothing says where the server is. Add the line and import the file again.',
  'problem.connectsToSocket': 'This section connects to a Unix socket, which Adit cannot do.',
  'problem.versions.none':
    '“{line}” ({place}) leaves no TLS version that exists today. Allow TLS 1.2 or newer {where, select, server {at the server} other {in the file}}, and import it again.',
  'problem.versions.old':
    '“{line}” ({place}) leaves only TLS versions that are outdated and unsafe. Allow TLS 1.2 or newer {where, select, server {at the server} other {in the file}}, or name the old version there (sslVersion, sslVersionMin), and import it again.',
  'problem.login.placeholder':
    'The file has “{text}” in place of how it logs in to the proxy ({place}). Were that NTLM, Basic would make the password readable on the way to the proxy: if the proxy takes Basic and you want it, write “protocolAuthentication = basic” and import the file again.',
  'problem.login':
    'The proxy of this section wants the login as {method} ({place}), which Adit cannot do. With Basic the password would be readable on the way to the proxy: if the proxy takes that and you want it, write “protocolAuthentication = basic” and import the file again.',
} as const;
