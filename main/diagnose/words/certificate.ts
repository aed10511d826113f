/** What is said of certificates: the server's, and this client's. */
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
    title: product === null ? 'Something on the way opens TLS' : `${product} seems to open TLS on the way`,
    what:
      product === null
        ? `The certificate that was shown for ${host} has the issuer ${issuer}, and hosts that have nothing to do with it show certificates of the same issuer here.`
        : `The certificate that was shown for ${host} has the issuer ${issuer}, as certificates that ${product} makes.`,
    why:
      product === null
        ? 'No browser knows this issuer: something in this network, or on this computer, makes these certificates to read what is sent.'
        : 'Such a product puts itself between and makes certificates of its own, so that it can read what is sent: in this network, or as a security program on this computer.',
    next: 'Do not trust this certificate. Ask for an exception for this server, switch the inspection off where it is yours, or use another network.',
  }),
  'certificate-expired': ({ host, since }) => ({
    title: 'The server’s certificate has expired',
    what: `The certificate of ${host} expired on ${since.slice(0, 10)}.`,
    why: 'It was not renewed in time, or stunnel still has the old one in memory. Nothing shows that the clock of this computer is wrong.',
    next: 'Renew the certificate on the server, then let stunnel read it again.',
    serverLine: 'cert = /etc/stunnel/stunnel.pem',
    serverCommand: `${ofEachCertificate('-enddate')}; sudo systemctl reload stunnel4`,
    remedy: 'copy-command',
  }),
  'certificate-early': ({ host, from }) => ({
    title: 'The server’s certificate is not valid yet',
    what: `The certificate of ${host} is valid only from ${from.slice(0, 10)}.`,
    why: 'The clock of this computer is behind, or the server’s was ahead when the certificate was made.',
    next: 'Check date and time of this computer, then those of the server.',
    serverCommand: `date -u; ${ofEachCertificate('-startdate')}`,
    remedy: 'again',
  }),
  'certificate-renewed': ({ host, proof }) => ({
    title: 'The server’s certificate was renewed',
    what: `${host} shows another certificate than the one you trusted.`,
    why:
      proof === 'same-key'
        ? 'It has the same key as the trusted one: who shows it is who you trusted.'
        : 'The authorities of this computer vouch for it and for the host’s name, as for a certificate that was renewed in the usual way.',
    next: 'Compare the fingerprint with the server’s, then trust the new certificate.',
    serverCommand: FINGERPRINTS,
    remedy: 'look-at-certificate',
  }),
  'certificate-changed': ({ host }) => ({
    title: 'The server shows another certificate',
    what: `${host} shows another certificate than the one you trusted, and nothing shows that it is the server’s.`,
    why: 'The server got a new certificate with a new key, or somebody on the way answers in its place.',
    next: 'Ask whoever runs the server, and compare the fingerprints before you trust the new one.',
    serverCommand: FINGERPRINTS,
    remedy: 'look-at-certificate',
  }),
  'certificate-unknown': ({ host, issuer, strict }) => ({
    title: strict ? 'No authority of the profile vouches for the certificate' : 'The certificate is not trusted yet',
    what: `Nobody that is trusted vouches for the certificate of ${host}.`,
    why: strict
      ? `${issuer === null ? 'It is self-signed' : `Its issuer is ${issuer}`}: the server got another certificate, or somebody on the way answers in its place.`
      : issuer === null
        ? 'It is self-signed, as those of most stunnel servers are, so that only you can say whether it is the right one.'
        : `Its issuer is ${issuer}, which is not among the trusted authorities.`,
    next: strict
      ? 'Ask whoever runs the server. The profile accepts what its authorities vouch for and nothing else; if they have changed, change Trust in it.'
      : 'Compare the fingerprint with the server’s, then trust this certificate.',
    serverCommand: FINGERPRINTS,
    remedy: strict ? 'copy-command' : 'look-at-certificate',
  }),
  'certificate-name': ({ host, names, strict }) => ({
    title: 'The certificate is for another name',
    what: `The certificate that ${host} shows is for ${names.join(', ')}.`,
    why: 'The host name in the profile is another one than the server’s, or the certificate was made for another name.',
    next: strict
      ? 'Correct the host name, or the names in the certificate, in the profile. If they are right, ask whoever runs the server.'
      : 'Correct the host name in the profile, or trust exactly this certificate after comparing its fingerprint.',
    serverCommand: FINGERPRINTS,
    remedy: strict ? 'edit-profile' : 'look-at-certificate',
  }),
  'certificate-usage': ({ host }) => ({
    title: 'The certificate may not be used for TLS',
    what: `The certificate of ${host} does not allow its key to sign, which TLS needs.`,
    why: 'Its keyUsage extension lacks digitalSignature; certificates made by hand often have this fault.',
    next: 'Make a new certificate on the server, with keyUsage digitalSignature or without that extension.',
    serverCommand: ofEachCertificate('-ext keyUsage'),
    remedy: 'copy-command',
  }),
  'certificate-revoked': ({ host }) => ({
    title: 'The certificate was revoked',
    what: `The issuer of the certificate of ${host} has revoked it.`,
    why: 'Its key may have been stolen, or it was replaced.',
    next: 'Do not use this server before whoever runs it has installed a new certificate.',
    serverCommand: ofEachCertificate('-serial'),
    remedy: 'again',
  }),
  'revocation-unknown': ({ host, detail }) => ({
    title: 'Nobody says whether the certificate is revoked',
    what: `Whether the certificate of ${host} is revoked cannot be known: ${detail}.`,
    why: 'The profile accepts only certificates that a list or a responder clears, and there is no such answer.',
    next: 'Get the newest revocation list, or check that the responder can be reached from this network.',
    remedy: 'edit-profile',
  }),
  'client-certificate': ({ host, given }) => ({
    title: given ? 'The server refuses your certificate' : 'The server wants a certificate from you',
    what: given
      ? `${host} did not accept the certificate of this profile.`
      : `${host} lets only clients in that show a certificate, and this profile has none.`,
    why: given
      ? 'It is not among those that the server knows, was issued by another authority, or has expired.'
      : 'verify or requireCert in its stunnel.conf says so.',
    next: given
      ? 'Choose the certificate that the server expects.'
      : 'Choose the certificate and key that you were given.',
    serverLine: 'verifyPeer = yes',
    serverCommand: `grep -nE '^[[:space:]]*(verify|requireCert|CAfile|CApath)' /etc/stunnel/*.conf; ${SERVER_LOG}`,
    remedy: 'choose-identity',
  }),
};
