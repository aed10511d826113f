/** stunnel's lines about itself and its configuration (src/stunnel.c, options.c, ctx.c, ssl.c of 5.68 and 5.75). */
import { toSay } from '../../../preload/words/text.ts';
import type { LogEntry } from './entry.ts';

export const programLines: readonly LogEntry[] = [
  {
    kind: 'address-in-use',
    pattern:
      /(?:bind|Error binding)[^:]*(?:: | to )?.*Address already in use|Binding service \[(.*)\] to .*: Address already in use/,
    words: () => ({
      title: toSay('log.address-in-use.title'),
      why: toSay('log.address-in-use.why'),
      next: toSay('log.address-in-use.next'),
    }),
  },
  {
    kind: 'bind-forbidden',
    pattern: /(?:bind|Binding).*Permission denied/,
    words: () => ({
      title: toSay('log.bind-forbidden.title'),
      why: toSay('log.bind-forbidden.why'),
      next: toSay('log.bind-forbidden.next'),
    }),
  },
  {
    kind: 'bind-address',
    pattern: /(?:bind|Binding).*Cannot assign requested address/,
    words: () => ({
      title: toSay('log.bind-address.title'),
      why: toSay('log.bind-address.why'),
      next: toSay('log.bind-address.next'),
    }),
  },
  {
    kind: 'binding-failed',
    pattern: /^Binding service \[(.*)\] failed/,
    words: ([, service = '']) => ({
      title: toSay('log.binding-failed.title', { service }),
      why: toSay('log.binding-failed.why'),
      next: toSay('log.binding-failed.next'),
    }),
  },
  {
    kind: 'key-mismatch',
    pattern: /key values mismatch|Private key does not match the certificate/i,
    words: () => ({
      title: toSay('log.key-mismatch.title'),
      why: toSay('log.key-mismatch.why'),
      next: toSay('log.key-mismatch.next'),
    }),
  },
  {
    kind: 'file-missing',
    pattern:
      /(?:error queue|Failed to load|SSL_CTX_.*|fopen|BIO_new_file).*(?:No such file or directory|no such file)/i,
    words: () => ({
      title: toSay('log.file-missing.title'),
      why: toSay('log.file-missing.why'),
      next: toSay('log.file-missing.next'),
    }),
  },
  {
    kind: 'file-forbidden',
    pattern: /(?:fopen|Failed to load|SSL_CTX_|system library).*Permission denied/i,
    words: () => ({
      title: toSay('log.file-forbidden.title'),
      why: toSay('log.file-forbidden.why'),
      next: toSay('log.file-forbidden.next'),
    }),
  },
  {
    kind: 'insecure-permissions',
    pattern: /Insecure file permissions on (.+)$/,
    isFault: false,
    words: ([, file = '']) => ({
      title: toSay('log.insecure-permissions.title', { file }),
      why: toSay('log.insecure-permissions.why'),
      next: toSay('log.insecure-permissions.next', { file }),
    }),
  },
  {
    kind: 'no-certificate',
    pattern: /TLS server needs a certificate/,
    words: () => ({
      title: toSay('log.no-certificate.title'),
      why: toSay('log.no-certificate.why'),
      next: toSay('log.no-certificate.next'),
    }),
  },
  {
    kind: 'context',
    pattern: /^Failed to initialize TLS context|Service \[(.*)\]: Failed to initialize TLS context/,
    words: () => ({
      title: toSay('log.context.title'),
      why: toSay('log.context.why'),
      next: toSay('log.context.next'),
    }),
  },
  {
    kind: 'configuration',
    pattern: /^(?:\[!\] )?(.+?):(\d+): "(.*)": (.+)$/,
    words: ([, file = '', line = '', text = '', reason = '']) => ({
      title: toSay('log.configuration.title', { line, reason }),
      why: toSay('log.configuration.why', { text, file }),
      next: toSay('log.configuration.next'),
    }),
  },
  {
    kind: 'configuration-failed',
    pattern: /^(?:\[!\] )?Configuration failed/,
    words: () => ({
      title: toSay('log.configuration-failed.title'),
      why: toSay('log.configuration-failed.why'),
      next: toSay('log.configuration-failed.next'),
    }),
  },
  {
    kind: 'resolve',
    pattern: /Error resolving "?([^":]+)"?|Cannot resolve connect target/,
    words: ([, name]) => ({
      title: name === undefined ? toSay('log.resolve.title') : toSay('log.resolve.title.name', { name }),
      why: toSay('log.resolve.why'),
      next: toSay('log.resolve.next'),
    }),
  },
  {
    kind: 'no-addresses',
    pattern: /^No more addresses to connect|^No remote host resolved/,
    isFault: false,
    words: () => ({
      title: toSay('log.no-addresses.title'),
      why: toSay('log.no-addresses.why'),
      next: toSay('log.no-addresses.next'),
    }),
  },
  {
    kind: 'too-many-files',
    pattern: /Too many open files/,
    words: () => ({
      title: toSay('log.too-many-files.title'),
      why: toSay('log.too-many-files.why'),
      next: toSay('log.too-many-files.next'),
    }),
  },
  {
    kind: 'no-authentication',
    pattern: /needs authentication to prevent MITM attacks/,
    isFault: false,
    words: () => ({
      title: toSay('log.no-authentication.title'),
      why: toSay('log.no-authentication.why'),
      next: toSay('log.no-authentication.next'),
    }),
  },
  {
    kind: 'no-subject-checks',
    pattern: /uses "verifyChain" without subject checks/,
    isFault: false,
    words: () => ({
      title: toSay('log.no-subject-checks.title'),
      why: toSay('log.no-subject-checks.why'),
      next: toSay('log.no-subject-checks.next'),
    }),
  },
];
