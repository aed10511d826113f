import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, takeFromClients } from './field.ts';
import { LIBRARY_DEFAULT } from './words.ts';

/** TLS 1.3 suites; only where the TLS library can choose them. */
export const ciphersuites = field(z.string().max(1024).optional(), {
  label: 'field.ciphersuites',
  words: (suites) => suites ?? LIBRARY_DEFAULT,
  usual: undefined,
  update: takeFromClients,
  shared: 'as it is',
  stunnel: {
    kind: 'line',
    option: 'ciphersuites',
    refused: toSay('note.list'),
    // All that OpenSSL 3.0 has (openssl-ciphers man page).
    known: /^TLS_(?:AES_(?:128_GCM_SHA256|256_GCM_SHA384|128_CCM_SHA256|128_CCM_8_SHA256)|CHACHA20_POLY1305_SHA256)$/,
  },
  preview: 'setting',
  engine: 'as it is',
});
