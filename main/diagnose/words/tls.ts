/** What is said of faults between the TCP connection and the service behind the server. */

import { applicationLabels, servicePort } from '../../../preload/fields/application-names.ts';
import type { PlainService } from '../../../preload/types.ts';
import { t } from '../../../preload/words/words.ts';
import { placeText } from '../judge/seen.ts';
import { SERVER_LOG, type WordsOf, whoListens } from './said.ts';

type Kind =
  | 'captive-portal'
  | 'plain-http'
  | 'starttls'
  | 'plain-service'
  | 'not-tls'
  | 'name-filter'
  | 'name-refused'
  | 'big-packets'
  | 'tls-swallowed'
  | 'tls-closed'
  | 'tls-version'
  | 'no-shared-cipher'
  | 'other-protocol-wanted'
  | 'psk'
  | 'service-stopped'
  | 'other-service';

/** `a mail server (SMTP)` */
const serviceName = (service: PlainService): string => t(`finding.service.${service}`);

const ACCEPTS = "grep -nE '^[[:space:]]*(\\[|accept|connect|protocol)' /etc/stunnel/*.conf";

export const tls: WordsOf<Kind> = {
  'captive-portal': ({ host, page }) => ({
    title: t('finding.captive-portal.title'),
    what:
      page === null ? t('finding.captive-portal.what', { host }) : t('finding.captive-portal.what.2', { host, page }),
    why: t('finding.captive-portal.why'),
    next: page === null ? t('finding.captive-portal.next') : t('finding.captive-portal.next.2'),
    remedy: page === null ? 'again' : { kind: 'open-page', url: page },
  }),
  'plain-http': ({ host, port }) => ({
    title: t('finding.plain-http.title'),
    what: t('finding.plain-http.what', { server: placeText(host, port) }),
    why: t('finding.plain-http.why'),
    next: t('finding.plain-http.next'),
    serverLine: `accept = ${port}`,
    serverCommand: whoListens(port),
    remedy: 'edit-profile',
  }),
  starttls: ({ host, port, service }) => ({
    title: t('finding.starttls.title'),
    what: t('finding.starttls.what', { server: placeText(host, port), service: serviceName(service) }),
    why: t('finding.starttls.why'),
    next: t('finding.starttls.next', { service }),
    remedy: 'edit-profile',
  }),
  'plain-service': ({ host, port, service }) => ({
    title: t('finding.plain-service.title'),
    what: t('finding.plain-service.what', { server: placeText(host, port), service: serviceName(service) }),
    why: t('finding.plain-service.why'),
    next: t('finding.plain-http.next'),
    serverLine: `accept = ${port}`,
    serverCommand: ACCEPTS,
    remedy: 'edit-profile',
  }),
  'not-tls': ({ host, port }) => ({
    title: t('finding.not-tls.title'),
    what: t('finding.not-tls.what', { server: placeText(host, port) }),
    why: t('finding.not-tls.why'),
    next: t('finding.plain-http.next'),
    serverLine: `accept = ${port}`,
    serverCommand: whoListens(port),
    remedy: 'edit-profile',
  }),
  'name-filter': ({ host, port, name, how }) => ({
    title: t('finding.name-filter.title'),
    what: t('finding.name-filter.what', { server: placeText(host, port), name, how }),
    why: t('finding.name-filter.why'),
    next: t('finding.name-filter.next'),
    remedy: 'edit-profile',
  }),
  'name-refused': ({ host, port, name }) => ({
    title: t('finding.name-refused.title'),
    what: t('finding.name-refused.what', { server: placeText(host, port), name }),
    why: t('finding.name-refused.why'),
    next: t('finding.name-refused.next'),
    serverLine: `sni = SECTION:${name}`,
    serverCommand: "grep -nE '^[[:space:]]*(\\[|sni)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  'big-packets': ({ host, port }) => ({
    title: t('finding.big-packets.title'),
    what: t('finding.big-packets.what', { server: placeText(host, port) }),
    why: t('finding.big-packets.why'),
    next: t('finding.big-packets.next'),
  }),
  'tls-swallowed': ({ host, port }) => ({
    title: t('finding.tls-swallowed.title'),
    what: t('finding.tls-swallowed.what', { server: placeText(host, port) }),
    why: t('finding.tls-swallowed.why'),
    next: t('finding.tls-swallowed.next'),
    serverLine: `accept = ${port}`,
    serverCommand: `${whoListens(port)}; ${SERVER_LOG}`,
    remedy: 'copy-command',
  }),
  'tls-closed': ({ host, port }) => ({
    title: t('finding.tls-closed.title'),
    what: t('finding.tls-closed.what', { server: placeText(host, port) }),
    why: t('finding.tls-closed.why'),
    next: t('finding.tls-closed.next'),
    serverCommand: SERVER_LOG,
    remedy: 'copy-command',
  }),
  'tls-version': ({ host, port }) => ({
    title: t('finding.tls-version.title'),
    what: t('finding.tls-version.what', { server: placeText(host, port) }),
    why: t('finding.tls-version.why'),
    next: t('finding.tls-version.next'),
    serverLine: 'sslVersionMin = TLSv1.2',
    serverCommand: "grep -nE '^[[:space:]]*(sslVersion|options)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  'no-shared-cipher': ({ host, port }) => ({
    title: t('finding.no-shared-cipher.title'),
    what: t('finding.no-shared-cipher.what', { server: placeText(host, port) }),
    why: t('finding.no-shared-cipher.why'),
    next: t('finding.no-shared-cipher.next'),
    serverLine: 'ciphers = HIGH:!aNULL',
    serverCommand: "grep -nE '^[[:space:]]*(ciphers|ciphersuites|curves|PSKsecrets)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  'other-protocol-wanted': ({ host, port }) => ({
    title: t('finding.other-protocol-wanted.title'),
    what: t('finding.other-protocol-wanted.what', { server: placeText(host, port) }),
    why: t('finding.other-protocol-wanted.why'),
    next: t('finding.other-protocol-wanted.next'),
    remedy: 'edit-profile',
  }),
  psk: ({ host, identity }) => ({
    title: t('finding.psk.title'),
    what: t('finding.psk.what', { host, identity }),
    why: t('finding.psk.why'),
    next: t('finding.psk.next'),
    serverLine: 'PSKsecrets = /etc/stunnel/secrets.txt',
    serverCommand: `sudo grep -n '^${identity.replaceAll("'", '')}:' "$(sed -n 's/^ *PSKsecrets *= *//p' /etc/stunnel/*.conf | head -1)" | cut -d: -f1,2`,
    remedy: 'enter-secret',
  }),
  'service-stopped': ({ host, port }, { application }) => {
    const behind = servicePort[application];
    return {
      title: t('finding.service-stopped.title'),
      what: t('finding.service-stopped.what', { server: placeText(host, port) }),
      why: t('finding.service-stopped.why', {
        service: behind === null ? t('finding.theService') : applicationLabels[application],
      }),
      next: t('finding.service-stopped.next'),
      serverLine: `connect = 127.0.0.1:${behind ?? 'PORT'}`,
      serverCommand: behind === null ? `sudo ss -ltnp; ${SERVER_LOG}` : `${whoListens(behind)}; ${SERVER_LOG}`,
      remedy: 'copy-command',
    };
  },
  'other-service': ({ host, port, service }, { application }) => ({
    title: t('finding.other-service.title'),
    what: t('finding.other-service.what', {
      server: placeText(host, port),
      service: serviceName(service),
      application: applicationLabels[application],
    }),
    why: t('finding.other-service.why'),
    next: t('finding.other-service.next'),
    serverLine: `connect = 127.0.0.1:${servicePort[application] ?? 'PORT'}`,
    serverCommand: ACCEPTS,
    remedy: 'edit-profile',
  }),
};
