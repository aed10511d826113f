import { z } from 'zod';
import { toSay } from '../words/text.ts';
import { field, take } from './field.ts';
import { LIBRARY_DEFAULT } from './words.ts';

/** Groups in order of preference, colon separated; null: the library's default. */
export const curves = field(z.string().max(1024).nullable(), {
  label: 'field.curves',
  words: (curves) => curves ?? LIBRARY_DEFAULT,
  usual: null,
  update: take,
  shared: 'as it is',
  stunnel: {
    kind: 'line',
    option: 'curves',
    ofServers: true,
    refused: toSay('note.list'),
    known:
      /^(?:X25519|X448|P-(?:256|384|521)|prime256v1|secp(?:256k1|384r1|521r1)|brainpoolP(?:256|384|512)r1|ffdhe(?:2048|3072|4096|6144|8192))$/i,
  },
  preview: 'setting',
  engine: 'as it is',
});
