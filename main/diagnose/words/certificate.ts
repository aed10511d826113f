/** What is said of certificates: the server's, and this client's. */

import { toSay } from '../../../preload/words/text.ts';
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
    title: product === null ? toSay('finding.inspection.title') : toSay('finding.inspection.title.2', { product }),
    what:
      product === null
        ? toSay('finding.inspection.what', { host, issuer })
        : toSay('finding.inspection.what.2', { host, issuer, product }),
    why: product === null ? toSay('finding.inspection.why') : toSay('finding.inspection.why.2'),
    next: toSay('finding.inspection.next'),
  }),
  'certificate-expired': ({ host, since }) => ({
    title: toSay('finding.certificate-expired.title'),
    what: toSay('finding.certificate-expired.what', { host, date: since.slice(0, 10) }),
    why: toSay('finding.certificate-expired.why'),
    next: toSay('finding.certificate-expired.next'),
    serverLine: 'cert = /etc/stunnel/stunnel.pem',
    serverCommand: `${ofEachCertificate('-enddate')}; sudo systemctl reload stunnel4`,
    remedy: 'copy-command',
  }),
  'certificate-early': ({ host, from }) => ({
    title: toSay('finding.certificate-early.title'),
    what: toSay('finding.certificate-early.what', { host, date: from.slice(0, 10) }),
    why: toSay('finding.certificate-early.why'),
    next: toSay('finding.certificate-early.next'),
    serverCommand: `date -u; ${ofEachCertificate('-startdate')}`,
    remedy: 'again',
  }),
  'certificate-renewed': ({ host, proof }) => ({
    title: toSay('finding.certificate-renewed.title'),
    what: toSay('finding.certificate-renewed.what', { host }),
    why: proof === 'same-key' ? toSay('finding.certificate-renewed.why') : toSay('finding.certificate-renewed.why.2'),
    next: toSay('finding.certificate-renewed.next'),
    serverCommand: FINGERPRINTS,
    remedy: 'look-at-certificate',
  }),
  'certificate-changed': ({ host }) => ({
    title: toSay('finding.certificate-changed.title'),
    what: toSay('finding.certificate-changed.what', { host }),
    why: toSay('finding.certificate-changed.why'),
    next: toSay('finding.certificate-changed.next'),
    serverCommand: FINGERPRINTS,
    remedy: 'look-at-certificate',
  }),
  'certificate-unknown': ({ host, issuer, strict }) => ({
    title: strict ? toSay('finding.certificate-unknown.title') : toSay('finding.certificate-unknown.title.2'),
    what: toSay('finding.certificate-unknown.what', { host }),
    why: strict
      ? issuer === null
        ? toSay('finding.certificate-unknown.why')
        : toSay('finding.certificate-unknown.why.2', { issuer })
      : issuer === null
        ? toSay('finding.certificate-unknown.why.3')
        : toSay('finding.certificate-unknown.why.4', { issuer }),
    next: strict ? toSay('finding.certificate-unknown.next') : toSay('finding.certificate-unknown.next.2'),
    serverCommand: FINGERPRINTS,
    remedy: strict ? 'copy-command' : 'look-at-certificate',
  }),
  'certificate-name': ({ host, names, strict }) => ({
    title: toSay('finding.certificate-name.title'),
    what: toSay('finding.certificate-name.what', { host, names: { list: names } }),
    why: toSay('finding.certificate-name.why'),
    next: strict ? toSay('finding.certificate-name.next') : toSay('finding.certificate-name.next.2'),
    serverCommand: FINGERPRINTS,
    remedy: strict ? 'edit-profile' : 'look-at-certificate',
  }),
  'certificate-usage': ({ host }) => ({
    title: toSay('finding.certificate-usage.title'),
    what: toSay('finding.certificate-usage.what', { host }),
    why: toSay('finding.certificate-usage.why'),
    next: toSay('finding.certificate-usage.next'),
    serverCommand: ofEachCertificate('-ext keyUsage'),
    remedy: 'copy-command',
  }),
  'certificate-revoked': ({ host }) => ({
    title: toSay('finding.certificate-revoked.title'),
    what: toSay('finding.certificate-revoked.what', { host }),
    why: toSay('finding.certificate-revoked.why'),
    next: toSay('finding.certificate-revoked.next'),
    serverCommand: ofEachCertificate('-serial'),
    remedy: 'again',
  }),
  'revocation-unknown': ({ host, detail }) => ({
    title: toSay('finding.revocation-unknown.title'),
    what: toSay('finding.revocation-unknown.what', { host, detail }),
    why: toSay('finding.revocation-unknown.why'),
    next: toSay('finding.revocation-unknown.next'),
    remedy: 'edit-profile',
  }),
  'client-certificate': ({ host, given }) => ({
    title: given ? toSay('finding.client-certificate.title') : toSay('finding.client-certificate.title.2'),
    what: given
      ? toSay('finding.client-certificate.what', { host })
      : toSay('finding.client-certificate.what.2', { host }),
    why: given ? toSay('finding.client-certificate.why') : toSay('finding.client-certificate.why.2'),
    next: given ? toSay('finding.client-certificate.next') : toSay('finding.client-certificate.next.2'),
    serverLine: 'verifyPeer = yes',
    serverCommand: `grep -nE '^[[:space:]]*(verify|requireCert|CAfile|CApath)' /etc/stunnel/*.conf; ${SERVER_LOG}`,
    remedy: 'choose-identity',
  }),
};
