/** What is said of faults between the TCP connection and the service behind the server. */

import { applicationText, servicePort } from '../../../preload/fields/application-names.ts';
import type { PlainService } from '../../../preload/types.ts';
import { type Text, toSay } from '../../../preload/words/text.ts';
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
const serviceName = (service: PlainService): Text => toSay(`finding.service.${service}`);

const ACCEPTS = "grep -nE '^[[:space:]]*(\\[|accept|connect|protocol)' /etc/stunnel/*.conf";

export const tls: WordsOf<Kind> = {
  'captive-portal': ({ host, page }) => ({
    title: toSay('finding.captive-portal.title'),
    what:
      page === null
        ? toSay('finding.captive-portal.what', { host })
        : toSay('finding.captive-portal.what.2', { host, page }),
    why: toSay('finding.captive-portal.why'),
    next: page === null ? toSay('finding.captive-portal.next') : toSay('finding.captive-portal.next.2'),
    remedy: page === null ? 'again' : { kind: 'open-page', url: page },
  }),
  'plain-http': ({ host, port }) => ({
    title: toSay('finding.plain-http.title'),
    what: toSay('finding.plain-http.what', { server: placeText(host, port) }),
    why: toSay('finding.plain-http.why'),
    next: toSay('finding.plain-http.next'),
    serverLine: `accept = ${port}`,
    serverCommand: whoListens(port),
    remedy: 'edit-profile',
  }),
  starttls: ({ host, port, service }) => ({
    title: toSay('finding.starttls.title'),
    what: toSay('finding.starttls.what', { server: placeText(host, port), service: serviceName(service) }),
    why: toSay('finding.starttls.why'),
    next: toSay('finding.starttls.next', { service }),
    remedy: 'edit-profile',
  }),
  'plain-service': ({ host, port, service }) => ({
    title: toSay('finding.plain-service.title'),
    what: toSay('finding.plain-service.what', { server: placeText(host, port), service: serviceName(service) }),
    why: toSay('finding.plain-service.why'),
    next: toSay('finding.plain-http.next'),
    serverLine: `accept = ${port}`,
    serverCommand: ACCEPTS,
    remedy: 'edit-profile',
  }),
  'not-tls': ({ host, port }) => ({
    title: toSay('finding.not-tls.title'),
    what: toSay('finding.not-tls.what', { server: placeText(host, port) }),
    why: toSay('finding.not-tls.why'),
    next: toSay('finding.plain-http.next'),
    serverLine: `accept = ${port}`,
    serverCommand: whoListens(port),
    remedy: 'edit-profile',
  }),
  'name-filter': ({ host, port, name, how }) => ({
    title: toSay('finding.name-filter.title'),
    what: toSay('finding.name-filter.what', { server: placeText(host, port), name, how }),
    why: toSay('finding.name-filter.why'),
    next: toSay('finding.name-filter.next'),
    remedy: 'edit-profile',
  }),
  'name-refused': ({ host, port, name }) => ({
    title: toSay('finding.name-refused.title'),
    what: toSay('finding.name-refused.what', { server: placeText(host, port), name }),
    why: toSay('finding.name-refused.why'),
    next: toSay('finding.name-refused.next'),
    serverLine: `sni = SECTION:${name}`,
    serverCommand: "grep -nE '^[[:space:]]*(\\[|sni)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  'big-packets': ({ host, port }) => ({
    title: toSay('finding.big-packets.title'),
    what: toSay('finding.big-packets.what', { server: placeText(host, port) }),
    why: toSay('finding.big-packets.why'),
    next: toSay('finding.big-packets.next'),
  }),
  'tls-swallowed': ({ host, port }) => ({
    title: toSay('finding.tls-swallowed.title'),
    what: toSay('finding.tls-swallowed.what', { server: placeText(host, port) }),
    why: toSay('finding.tls-swallowed.why'),
    next: toSay('finding.tls-swallowed.next'),
    serverLine: `accept = ${port}`,
    serverCommand: `${whoListens(port)}; ${SERVER_LOG}`,
    remedy: 'copy-command',
  }),
  'tls-closed': ({ host, port }) => ({
    title: toSay('finding.tls-closed.title'),
    what: toSay('finding.tls-closed.what', { server: placeText(host, port) }),
    why: toSay('finding.tls-closed.why'),
    next: toSay('finding.tls-closed.next'),
    serverCommand: SERVER_LOG,
    remedy: 'copy-command',
  }),
  'tls-version': ({ host, port }) => ({
    title: toSay('finding.tls-version.title'),
    what: toSay('finding.tls-version.what', { server: placeText(host, port) }),
    why: toSay('finding.tls-version.why'),
    next: toSay('finding.tls-version.next'),
    serverLine: 'sslVersionMin = TLSv1.2',
    serverCommand: "grep -nE '^[[:space:]]*(sslVersion|options)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  'no-shared-cipher': ({ host, port }) => ({
    title: toSay('finding.no-shared-cipher.title'),
    what: toSay('finding.no-shared-cipher.what', { server: placeText(host, port) }),
    why: toSay('finding.no-shared-cipher.why'),
    next: toSay('finding.no-shared-cipher.next'),
    serverLine: 'ciphers = HIGH:!aNULL',
    serverCommand: "grep -nE '^[[:space:]]*(ciphers|ciphersuites|curves|PSKsecrets)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  'other-protocol-wanted': ({ host, port }) => ({
    title: toSay('finding.other-protocol-wanted.title'),
    what: toSay('finding.other-protocol-wanted.what', { server: placeText(host, port) }),
    why: toSay('finding.other-protocol-wanted.why'),
    next: toSay('finding.other-protocol-wanted.next'),
    remedy: 'edit-profile',
  }),
  psk: ({ host, identity }) => ({
    title: toSay('finding.psk.title'),
    what: toSay('finding.psk.what', { host, identity }),
    why: toSay('finding.psk.why'),
    next: toSay('finding.psk.next'),
    serverLine: 'PSKsecrets = /etc/stunnel/secrets.txt',
    serverCommand: `sudo grep -n '^${identity.replaceAll("'", '')}:' "$(sed -n 's/^ *PSKsecrets *= *//p' /etc/stunnel/*.conf | head -1)" | cut -d: -f1,2`,
    remedy: 'enter-secret',
  }),
  'service-stopped': ({ host, port }, { application }) => {
    const behind = servicePort[application];
    return {
      title: toSay('finding.service-stopped.title'),
      what: toSay('finding.service-stopped.what', { server: placeText(host, port) }),
      why: toSay('finding.service-stopped.why', {
        service: behind === null ? toSay('finding.theService') : applicationText(application),
      }),
      next: toSay('finding.service-stopped.next'),
      serverLine: `connect = 127.0.0.1:${behind ?? 'PORT'}`,
      serverCommand: behind === null ? `sudo ss -ltnp; ${SERVER_LOG}` : `${whoListens(behind)}; ${SERVER_LOG}`,
      remedy: 'copy-command',
    };
  },
  'other-service': ({ host, port, service }, { application }) => ({
    title: toSay('finding.other-service.title'),
    what: toSay('finding.other-service.what', {
      server: placeText(host, port),
      service: serviceName(service),
      application: applicationText(application),
    }),
    why: toSay('finding.other-service.why'),
    next: toSay('finding.other-service.next'),
    serverLine: `connect = 127.0.0.1:${servicePort[application] ?? 'PORT'}`,
    serverCommand: ACCEPTS,
    remedy: 'edit-profile',
  }),
};
