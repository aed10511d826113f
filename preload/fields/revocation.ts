import { z } from 'zod';
import { filePathSchema } from '../schemas.ts';
import { toSay } from '../words/text.ts';
import { field, takeIfSaid } from './field.ts';
import { parted } from './words.ts';

/** Certificate revocation (stunnel's CRLfile, CRLpath and OCSP options). Stapled answers are looked at without being asked to. */
export const revocationSchema = z.strictObject({
  /** PEM files of revocation lists, and folders of such files; read at each start. */
  lists: z.array(filePathSchema).max(64),
  /** Asks responders over the network. null: only stapled answers are looked at. */
  ocsp: z
    .strictObject({
      /** stunnel's OCSP; null: only those that the certificate names. */
      url: z
        .url({ protocol: /^http$/ })
        .max(2048)
        .nullable(),
      /** Those that the certificate names (OCSPaia). */
      aia: z.boolean(),
      nonce: z.boolean(),
      /** Refuse the server when there is no conclusive answer (OCSPrequire). */
      require: z.boolean(),
      /** Seconds (TIMEOUTocsp). */
      timeout: z.int().min(0).max(3600),
      /** OCSPflag. */
      flags: z.array(z.string().max(32)).max(16),
    })
    .nullable(),
});

/** stunnel's own values where a file says nothing (options.c). */
export const defaultOcsp: NonNullable<z.infer<typeof revocationSchema>['ocsp']> = {
  url: null,
  aia: false,
  nonce: false,
  require: true,
  timeout: 5,
  flags: [],
};

export const revocation = field(revocationSchema.optional(), {
  label: 'field.revocation',
  words: (revocation) => {
    if (revocation === undefined) return toSay('value.revocation.stapled');
    const { lists, ocsp } = revocation;
    if (ocsp === null) return lists.join(', ') || toSay('value.none');
    const responders = [ocsp.url ?? [], ocsp.aia ? toSay('value.revocation.aia') : []].flat();
    const nonce = ocsp.nonce ? [toSay('value.revocation.nonce')] : [];
    const answer = ocsp.require ? toSay('value.revocation.required') : toSay('value.revocation.optional');
    const within = toSay('value.revocation.within', { timeout: ocsp.timeout });
    return parted([...lists, ...responders, ...nonce, answer, within, ...ocsp.flags]);
  },
  usual: undefined,
  update: takeIfSaid,
  shared: 'in part',
  stunnel: { kind: 'special', options: ['CRLfile', 'CRLpath', 'OCSP', 'OCSPaia'], every: true },
  preview: 'setting',
  engine: 'as it is',
  editor: { section: 'revocation' },
  files: (revocation) => revocation?.lists ?? [],
});
