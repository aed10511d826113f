/** What is said of certificates: the server's, and this client's. */

import { listed } from '../../../preload/words/format.ts';
import { t } from '../../../preload/words/words.ts';
import { SERVER_LOG, type WordsOf } from './said.ts';

type Kind =
  | 'inspection'
  | 'certificate-expired'
  | 'certificate-early'
  | 'certificate-renewed'
  | 'certificate-changed'
  | 'certificate-unknown'
  | 'certificate-name'
  | 'certificate-usage'
  | 'certificate-revoked'
  | 'revocation-unknown'
  | 'client-certificate';

/** For each certificate that the server's configurations name. */
const ofEachCertificate = (what: string): string =>
  `for f in $(sed -n 's/^ *cert *= *//p' /etc/stunnel/*.conf); do sudo openssl x509 -noout ${what} -in "$f"; done`;

const FINGERPRINTS = ofEachCertificate('-fingerprint -sha256');

export const certificate: WordsOf<Kind> = {
  inspection: ({ host, product, issuer }) => ({
    title: product === null ? t('finding.inspection.title') : t('finding.inspection.title.2', { product }),
    what:
      product === null
        ? t('finding.inspection.what', { host, issuer })
        : t('finding.inspection.what.2', { host, issuer, product }),
    why: product === null ? t('finding.inspection.why') : t('finding.inspection.why.2'),
    next: t('finding.inspection.next'),
  }),
  'certificate-expired': ({ host, since }) => ({
    title: t('finding.certificate-expired.title'),
    what: t('finding.certificate-expired.what', { host, date: since.slice(0, 10) }),
    why: t('finding.certificate-expired.why'),
    next: t('finding.certificate-expired.next'),
    serverLine: 'cert = /etc/stunnel/stunnel.pem',
    serverCommand: `${ofEachCertificate('-enddate')}; sudo systemctl reload stunnel4`,
    remedy: 'copy-command',
  }),
  'certificate-early': ({ host, from }) => ({
    title: t('finding.certificate-early.title'),
    what: t('finding.certificate-early.what', { host, date: from.slice(0, 10) }),
    why: t('finding.certificate-early.why'),
    next: t('finding.certificate-early.next'),
    serverCommand: `date -u; ${ofEachCertificate('-startdate')}`,
    remedy: 'again',
  }),
  'certificate-renewed': ({ host, proof }) => ({
    title: t('finding.certificate-renewed.title'),
    what: t('finding.certificate-renewed.what', { host }),
    why: proof === 'same-key' ? t('finding.certificate-renewed.why') : t('finding.certificate-renewed.why.2'),
    next: t('finding.certificate-renewed.next'),
    serverCommand: FINGERPRINTS,
    remedy: 'look-at-certificate',
  }),
  'certificate-changed': ({ host }) => ({
    title: t('finding.certificate-changed.title'),
    what: t('finding.certificate-changed.what', { host }),
    why: t('finding.certificate-changed.why'),
    next: t('finding.certificate-changed.next'),
    serverCommand: FINGERPRINTS,
    remedy: 'look-at-certificate',
  }),
  'certificate-unknown': ({ host, issuer, strict }) => ({
    title: strict ? t('finding.certificate-unknown.title') : t('finding.certificate-unknown.title.2'),
    what: t('finding.certificate-unknown.what', { host }),
    why: strict
      ? issuer === null
        ? t('finding.certificate-unknown.why')
        : t('finding.certificate-unknown.why.2', { issuer })
      : issuer === null
        ? t('finding.certificate-unknown.why.3')
        : t('finding.certificate-unknown.why.4', { issuer }),
    next: strict ? t('finding.certificate-unknown.next') : t('finding.certificate-unknown.next.2'),
    serverCommand: FINGERPRINTS,
    remedy: strict ? 'copy-command' : 'look-at-certificate',
  }),
  'certificate-name': ({ host, names, strict }) => ({
    title: t('finding.certificate-name.title'),
    what: t('finding.certificate-name.what', { host, names: listed(names) }),
    why: t('finding.certificate-name.why'),
    next: strict ? t('finding.certificate-name.next') : t('finding.certificate-name.next.2'),
    serverCommand: FINGERPRINTS,
    remedy: strict ? 'edit-profile' : 'look-at-certificate',
  }),
  'certificate-usage': ({ host }) => ({
    title: t('finding.certificate-usage.title'),
    what: t('finding.certificate-usage.what', { host }),
    why: t('finding.certificate-usage.why'),
    next: t('finding.certificate-usage.next'),
    serverCommand: ofEachCertificate('-ext keyUsage'),
    remedy: 'copy-command',
  }),
  'certificate-revoked': ({ host }) => ({
    title: t('finding.certificate-revoked.title'),
    what: t('finding.certificate-revoked.what', { host }),
    why: t('finding.certificate-revoked.why'),
    next: t('finding.certificate-revoked.next'),
    serverCommand: ofEachCertificate('-serial'),
    remedy: 'again',
  }),
  'revocation-unknown': ({ host, detail }) => ({
    title: t('finding.revocation-unknown.title'),
    what: t('finding.revocation-unknown.what', { host, detail }),
    why: t('finding.revocation-unknown.why'),
    next: t('finding.revocation-unknown.next'),
    remedy: 'edit-profile',
  }),
  'client-certificate': ({ host, given }) => ({
    title: given ? t('finding.client-certificate.title') : t('finding.client-certificate.title.2'),
    what: given ? t('finding.client-certificate.what', { host }) : t('finding.client-certificate.what.2', { host }),
    why: given ? t('finding.client-certificate.why') : t('finding.client-certificate.why.2'),
    next: given ? t('finding.client-certificate.next') : t('finding.client-certificate.next.2'),
    serverLine: 'verifyPeer = yes',
    serverCommand: `grep -nE '^[[:space:]]*(verify|requireCert|CAfile|CApath)' /etc/stunnel/*.conf; ${SERVER_LOG}`,
    remedy: 'choose-identity',
  }),
};
