/** stunnel's lines about itself and its configuration (src/stunnel.c, options.c, ctx.c, ssl.c of 5.68 and 5.75). */
import type { LogEntry } from './entry.ts';

export const programLines: readonly LogEntry[] = [
  {
    kind: 'address-in-use',
    pattern:
      /(?:bind|Error binding)[^:]*(?:: | to )?.*Address already in use|Binding service \[(.*)\] to .*: Address already in use/,
    say: () => ({
      title: 'The port is taken',
      why: 'Another program, or another stunnel, listens on the address of “accept”.',
      next: 'See which one: sudo ss -ltnp. End it, or change “accept”.',
    }),
  },
  {
    kind: 'bind-forbidden',
    pattern: /(?:bind|Binding).*Permission denied/,
    say: () => ({
      title: 'The port is the administrator’s',
      why: 'Ports below 1024 need root, or the right CAP_NET_BIND_SERVICE.',
      next: 'Start stunnel as a service of the system, or choose a higher port.',
    }),
  },
  {
    kind: 'bind-address',
    pattern: /(?:bind|Binding).*Cannot assign requested address/,
    say: () => ({
      title: 'The address of “accept” is not this computer’s',
      why: 'No interface has it now.',
      next: 'Give the port alone, or an address of this computer.',
    }),
  },
  {
    kind: 'binding-failed',
    pattern: /^Binding service \[(.*)\] failed/,
    say: ([, service = '']) => ({
      title: `The service [${service}] does not listen anywhere`,
      why: 'None of its “accept” addresses could be bound; the line before says why.',
      next: 'Look at the line before.',
    }),
  },
  {
    kind: 'key-mismatch',
    pattern: /key values mismatch|Private key does not match the certificate/i,
    say: () => ({
      title: 'Key and certificate do not belong together',
      why: 'The certificate was renewed with another key, or “key” names the wrong file.',
      next: 'Compare: openssl x509 -noout -pubkey -in CERT and openssl pkey -pubout -in KEY print the same when they fit.',
    }),
  },
  {
    kind: 'file-missing',
    pattern:
      /(?:error queue|Failed to load|SSL_CTX_.*|fopen|BIO_new_file).*(?:No such file or directory|no such file)/i,
    say: () => ({
      title: 'A file that the configuration names is not there',
      why: 'cert, key, CAfile or another one names a file that does not exist, or not within “chroot”.',
      next: 'Correct the path; give it in full.',
    }),
  },
  {
    kind: 'file-forbidden',
    pattern: /(?:fopen|Failed to load|SSL_CTX_|system library).*Permission denied/i,
    say: () => ({
      title: 'A file that the configuration names may not be read',
      why: 'stunnel runs as another user (setuid), or the file is another user’s.',
      next: 'sudo ls -l FILE; the key has to be readable by the user that stunnel starts as.',
    }),
  },
  {
    kind: 'insecure-permissions',
    pattern: /Insecure file permissions on (.+)$/,
    isFault: false,
    say: ([, file = '']) => ({
      title: `Others can read ${file}`,
      why: 'A private key should be for its owner alone.',
      next: `sudo chmod 600 ${file}`,
    }),
  },
  {
    kind: 'no-certificate',
    pattern: /TLS server needs a certificate/,
    say: () => ({
      title: 'The server has no certificate',
      why: 'A section without “client = yes” needs “cert”, or PSKsecrets.',
      next: 'Set cert and key. If it is meant to be a client, set client = yes.',
    }),
  },
  {
    kind: 'context',
    pattern: /^Failed to initialize TLS context|Service \[(.*)\]: Failed to initialize TLS context/,
    say: () => ({
      title: 'A service could not be set up',
      why: 'Its certificate, key, ciphers or curves cannot be used; the lines before say which.',
      next: 'Look at the lines before.',
    }),
  },
  {
    kind: 'configuration',
    pattern: /^(?:\[!\] )?(.+?):(\d+): "(.*)": (.+)$/,
    say: ([, file = '', line = '', text = '', reason = '']) => ({
      title: `Line ${line} of the configuration is wrong: ${reason}`,
      why: `stunnel does not start with “${text}” (${file}).`,
      next: 'adit check FILE explains every such line.',
    }),
  },
  {
    kind: 'configuration-failed',
    pattern: /^(?:\[!\] )?Configuration failed/,
    say: () => ({
      title: 'stunnel did not start',
      why: 'The configuration was refused; the line before says why.',
      next: 'adit check FILE explains it.',
    }),
  },
  {
    kind: 'resolve',
    pattern: /Error resolving "?([^":]+)"?|Cannot resolve connect target/,
    say: ([, name]) => ({
      title: name === undefined ? 'A name in “connect” does not resolve' : `The name ${name} does not resolve`,
      why: 'It is misspelt, or the name server did not answer when stunnel started.',
      next: 'Check the name; an address in its place needs no name server.',
    }),
  },
  {
    kind: 'no-addresses',
    pattern: /^No more addresses to connect|^No remote host resolved/,
    isFault: false,
    say: () => ({
      title: 'Every address of “connect” has failed',
      why: 'The lines before say why each of them did.',
      next: 'Look at the lines before, with the same number in brackets.',
    }),
  },
  {
    kind: 'too-many-files',
    pattern: /Too many open files/,
    say: () => ({
      title: 'stunnel has no file descriptors left',
      why: 'There are more connections than the system allows it.',
      next: 'Raise the limit (systemd: LimitNOFILE=65536), or look for clients that leave connections open.',
    }),
  },
  {
    kind: 'no-authentication',
    pattern: /needs authentication to prevent MITM attacks/,
    isFault: false,
    say: () => ({
      title: 'This client accepts any certificate',
      why: 'Without verifyChain or verifyPeer anybody on the way can answer in the server’s place.',
      next: 'Set verifyPeer = yes and the server’s certificate as CAfile. Adit does so when you trust the certificate.',
    }),
  },
  {
    kind: 'no-subject-checks',
    pattern: /uses "verifyChain" without subject checks/,
    isFault: false,
    say: () => ({
      title: 'This client accepts certificates for any name',
      why: 'verifyChain alone lets every certificate of that authority in.',
      next: 'Add checkHost = NAME.',
    }),
  },
];
