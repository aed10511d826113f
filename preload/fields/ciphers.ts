import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, take } from './field.ts';
import { LIBRARY_DEFAULT } from './words.ts';

/** OpenSSL cipher list for TLS 1.2 and older; null: the library's default. */
export const ciphers = field(z.string().max(4096).nullable(), {
  label: 'field.ciphers',
  words: (ciphers) => ciphers ?? LIBRARY_DEFAULT,
  usual: null,
  update: take,
  shared: 'as it is',
  stunnel: {
    kind: 'line',
    option: 'ciphers',
    ofServers: true,
    // stunnel's default; it restricts nothing that matters here.
    same: 'HIGH:!aNULL:!SSLv2:!DH:!kDHEPSK',
    refused: toSay('note.list'),
  },
  preview: 'setting',
  engine: 'as it is',
});
