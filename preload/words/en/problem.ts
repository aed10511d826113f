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
} as const;
