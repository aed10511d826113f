/** What is said of faults between this computer and the server's TCP port. */

import { listed } from '../../../preload/words/format.ts';
import { t } from '../../../preload/words/words.ts';
import { explain } from '../../tunnel/explain.ts';
import { placeText } from '../judge/seen.ts';
import { SERVER_LOG, type WordsOf, whoListens } from './said.ts';

type Kind =
  | 'name-unknown'
  | 'names-silent'
  | 'name-lies'
  | 'name-leads-here'
  | 'offline'
  | 'vpn-loop'
  | 'vpn-silent'
  | 'refused'
  | 'silent'
  | 'no-way'
  | 'ipv6-broken'
  | 'address-broken'
  | 'proxy-unreachable'
  | 'proxy-login'
  | 'proxy-scheme'
  | 'proxy-refuses'
  | 'negotiation-refused'
  | 'unexpected';

export const way: WordsOf<Kind> = {
  'name-unknown': ({ host }) => ({
    title: t('finding.name-unknown.title'),
    what: t('finding.name-unknown.what', { host }),
    why: t('finding.name-unknown.why'),
    next: t('finding.name-unknown.next'),
    remedy: 'edit-profile',
  }),
  'names-silent': ({ host, asked }) => ({
    title: t('finding.names-silent.title'),
    what:
      asked.length === 0
        ? t('finding.names-silent.what', { host })
        : t('finding.names-silent.what.2', { host, asked: listed(asked) }),
    why: t('finding.names-silent.why'),
    next: t('finding.names-silent.next'),
  }),
  'name-lies': ({ host, told, other }) => ({
    title: t('finding.name-lies.title'),
    what:
      told.length === 0
        ? t('finding.name-lies.what', { host, server: other.server, address: other.address })
        : t('finding.name-lies.what.2', { host, told: listed(told), server: other.server, address: other.address }),
    why: t('finding.name-lies.why'),
    next: t('finding.name-lies.next'),
    remedy: 'edit-profile',
  }),
  'name-leads-here': ({ host, address }) => ({
    title: t('finding.name-leads-here.title'),
    what: t('finding.name-leads-here.what', { host, address }),
    why: t('finding.name-leads-here.why'),
    next: t('finding.name-leads-here.next'),
  }),
  offline: ({ host }) => ({
    title: t('finding.offline.title'),
    what: t('finding.offline.what', { host }),
    why: t('finding.offline.why'),
    next: t('finding.offline.next'),
  }),
  'vpn-loop': ({ host, device }) => ({
    title: t('finding.vpn-loop.title'),
    what: t('finding.vpn-loop.what', { host, device }),
    why: t('finding.vpn-loop.why'),
    next: t('finding.vpn-loop.next'),
  }),
  'vpn-silent': ({ host, device }) => ({
    title: t('finding.vpn-silent.title'),
    what: t('finding.vpn-silent.what', { host, device }),
    why: t('finding.vpn-silent.why'),
    next: t('finding.vpn-silent.next'),
  }),
  refused: ({ host, port }) => ({
    title: t('finding.refused.title'),
    what: t('finding.refused.what', { server: placeText(host, port) }),
    why: t('finding.refused.why'),
    next: t('finding.refused.next'),
    serverLine: `accept = ${port}`,
    serverCommand: whoListens(port),
    remedy: 'copy-command',
  }),
  silent: ({ host, port, open }) => ({
    title: open === null ? t('finding.silent.title') : t('finding.silent.title.2'),
    what:
      open === null
        ? t('finding.silent.what', { server: placeText(host, port) })
        : t('finding.silent.what.2', { host, open, port }),
    why: open === null ? t('finding.silent.why') : t('finding.silent.why.2'),
    next:
      open === null ? t('finding.silent.next') : open === 443 ? t('finding.silent.next.2') : t('finding.silent.next.3'),
    serverLine: `accept = ${open === 443 ? 443 : port}`,
    serverCommand: `${whoListens(port)}; sudo nft list ruleset`,
    remedy: 'again',
  }),
  'no-way': ({ host, port, code }) => ({
    title: t('finding.no-way.title'),
    what: t('finding.no-way.what', { server: placeText(host, port), code }),
    why: t('finding.no-way.why'),
    next: t('finding.no-way.next'),
  }),
  'ipv6-broken': ({ host, address, seconds }, _, within = Math.round(seconds)) => ({
    title: t('finding.ipv6-broken.title'),
    what: t('finding.ipv6-broken.what', { host, address, within }),
    why: t('finding.ipv6-broken.why'),
    next: t('finding.ipv6-broken.next'),
    remedy: 'edit-profile',
  }),
  'address-broken': ({ host, address, others }) => ({
    title: t('finding.address-broken.title'),
    what: t('finding.address-broken.what', { host, address, others: listed(others) }),
    why: t('finding.address-broken.why'),
    next: t('finding.address-broken.next'),
    serverCommand: `dig +short ${host} A ${host} AAAA`,
    remedy: 'again',
  }),
  'proxy-unreachable': ({ host, port }) => ({
    title: t('finding.proxy-unreachable.title'),
    what: t('finding.proxy-unreachable.what', { server: placeText(host, port) }),
    why: t('finding.proxy-unreachable.why'),
    next: t('finding.proxy-unreachable.next'),
    remedy: 'edit-profile',
  }),
  'proxy-login': ({ host, port, given }) => ({
    title: given ? t('finding.proxy-login.title') : t('finding.proxy-login.title.2'),
    what: given
      ? t('finding.proxy-login.what', { server: placeText(host, port) })
      : t('finding.proxy-login.what.2', { server: placeText(host, port) }),
    why: given ? t('finding.proxy-login.why') : t('finding.proxy-login.why.2'),
    next: t('finding.proxy-login.next'),
    remedy: 'enter-secret',
  }),
  'proxy-scheme': ({ host, port, detail }) => ({
    title: t('finding.proxy-scheme.title'),
    what: t('finding.proxy-scheme.what', { server: placeText(host, port), detail }),
    why: t('finding.proxy-scheme.why'),
    next: t('finding.proxy-scheme.next', { proxy: placeText(host, port) }),
    remedy: 'edit-profile',
  }),
  'proxy-refuses': ({ host, port, detail }, { server }) => ({
    title: t('finding.proxy-refuses.title'),
    what: t('finding.proxy-refuses.what', {
      server: placeText(host, port),
      server2: placeText(server.host, server.port),
      detail,
    }),
    why: t('finding.proxy-refuses.why'),
    next: t('finding.proxy-refuses.next'),
    serverLine: 'accept = 443',
    remedy: 'edit-profile',
  }),
  'negotiation-refused': ({ host, port, protocol, detail }) => ({
    title: t('finding.negotiation-refused.title'),
    what: t('finding.negotiation-refused.what', { server: placeText(host, port), protocol, detail }),
    why: t('finding.negotiation-refused.why'),
    next: t('finding.negotiation-refused.next'),
    serverLine: `protocol = ${protocol}`,
    serverCommand: "grep -nE '^[[:space:]]*(accept|connect|protocol)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  unexpected({ error }) {
    const { what, why, next } = explain(error);
    return { title: t('finding.unexpected.title'), what, why, next, serverCommand: SERVER_LOG, remedy: 'again' };
  },
};
