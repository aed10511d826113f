/** What is said of faults between this computer and the server's TCP port. */

import { toSay } from '../../../preload/words/text.ts';
import { explained } from '../../tunnel/explain.ts';
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
    title: toSay('finding.name-unknown.title'),
    what: toSay('finding.name-unknown.what', { host }),
    why: toSay('finding.name-unknown.why'),
    next: toSay('finding.name-unknown.next'),
    remedy: 'edit-profile',
  }),
  'names-silent': ({ host, asked }) => ({
    title: toSay('finding.names-silent.title'),
    what:
      asked.length === 0
        ? toSay('finding.names-silent.what', { host })
        : toSay('finding.names-silent.what.2', { host, asked: { list: asked } }),
    why: toSay('finding.names-silent.why'),
    next: toSay('finding.names-silent.next'),
  }),
  'name-lies': ({ host, told, other }) => ({
    title: toSay('finding.name-lies.title'),
    what:
      told.length === 0
        ? toSay('finding.name-lies.what', { host, server: other.server, address: other.address })
        : toSay('finding.name-lies.what.2', {
            host,
            told: { list: told },
            server: other.server,
            address: other.address,
          }),
    why: toSay('finding.name-lies.why'),
    next: toSay('finding.name-lies.next'),
    remedy: 'edit-profile',
  }),
  'name-leads-here': ({ host, address }) => ({
    title: toSay('finding.name-leads-here.title'),
    what: toSay('finding.name-leads-here.what', { host, address }),
    why: toSay('finding.name-leads-here.why'),
    next: toSay('finding.name-leads-here.next'),
  }),
  offline: ({ host }) => ({
    title: toSay('finding.offline.title'),
    what: toSay('finding.offline.what', { host }),
    why: toSay('finding.offline.why'),
    next: toSay('finding.offline.next'),
  }),
  'vpn-loop': ({ host, device }) => ({
    title: toSay('finding.vpn-loop.title'),
    what: toSay('finding.vpn-loop.what', { host, device }),
    why: toSay('finding.vpn-loop.why'),
    next: toSay('finding.vpn-loop.next'),
  }),
  'vpn-silent': ({ host, device }) => ({
    title: toSay('finding.vpn-silent.title'),
    what: toSay('finding.vpn-silent.what', { host, device }),
    why: toSay('finding.vpn-silent.why'),
    next: toSay('finding.vpn-silent.next'),
  }),
  refused: ({ host, port }) => ({
    title: toSay('finding.refused.title'),
    what: toSay('finding.refused.what', { server: placeText(host, port) }),
    why: toSay('finding.refused.why'),
    next: toSay('finding.refused.next'),
    serverLine: `accept = ${port}`,
    serverCommand: whoListens(port),
    remedy: 'copy-command',
  }),
  silent: ({ host, port, open }) => ({
    title: open === null ? toSay('finding.silent.title') : toSay('finding.silent.title.2'),
    what:
      open === null
        ? toSay('finding.silent.what', { server: placeText(host, port) })
        : toSay('finding.silent.what.2', { host, open, port }),
    why: open === null ? toSay('finding.silent.why') : toSay('finding.silent.why.2'),
    next:
      open === null
        ? toSay('finding.silent.next')
        : open === 443
          ? toSay('finding.silent.next.2')
          : toSay('finding.silent.next.3'),
    serverLine: `accept = ${open === 443 ? 443 : port}`,
    serverCommand: `${whoListens(port)}; sudo nft list ruleset`,
    remedy: 'again',
  }),
  'no-way': ({ host, port, code }) => ({
    title: toSay('finding.no-way.title'),
    what: toSay('finding.no-way.what', { server: placeText(host, port), code }),
    why: toSay('finding.no-way.why'),
    next: toSay('finding.no-way.next'),
  }),
  'ipv6-broken': ({ host, address, seconds }, _, within = Math.round(seconds)) => ({
    title: toSay('finding.ipv6-broken.title'),
    what: toSay('finding.ipv6-broken.what', { host, address, within }),
    why: toSay('finding.ipv6-broken.why'),
    next: toSay('finding.ipv6-broken.next'),
    remedy: 'edit-profile',
  }),
  'address-broken': ({ host, address, others }) => ({
    title: toSay('finding.address-broken.title'),
    what: toSay('finding.address-broken.what', { host, address, others: { list: others } }),
    why: toSay('finding.address-broken.why'),
    next: toSay('finding.address-broken.next'),
    serverCommand: `dig +short ${host} A ${host} AAAA`,
    remedy: 'again',
  }),
  'proxy-unreachable': ({ host, port }) => ({
    title: toSay('finding.proxy-unreachable.title'),
    what: toSay('finding.proxy-unreachable.what', { server: placeText(host, port) }),
    why: toSay('finding.proxy-unreachable.why'),
    next: toSay('finding.proxy-unreachable.next'),
    remedy: 'edit-profile',
  }),
  'proxy-login': ({ host, port, given }) => ({
    title: given ? toSay('finding.proxy-login.title') : toSay('finding.proxy-login.title.2'),
    what: given
      ? toSay('finding.proxy-login.what', { server: placeText(host, port) })
      : toSay('finding.proxy-login.what.2', { server: placeText(host, port) }),
    why: given ? toSay('finding.proxy-login.why') : toSay('finding.proxy-login.why.2'),
    next: toSay('finding.proxy-login.next'),
    remedy: 'enter-secret',
  }),
  'proxy-scheme': ({ host, port, detail }) => ({
    title: toSay('finding.proxy-scheme.title'),
    what: toSay('finding.proxy-scheme.what', { server: placeText(host, port), detail }),
    why: toSay('finding.proxy-scheme.why'),
    next: toSay('finding.proxy-scheme.next', { proxy: placeText(host, port) }),
    remedy: 'edit-profile',
  }),
  'proxy-refuses': ({ host, port, detail }, { server }) => ({
    title: toSay('finding.proxy-refuses.title'),
    what: toSay('finding.proxy-refuses.what', {
      server: placeText(host, port),
      server2: placeText(server.host, server.port),
      detail,
    }),
    why: toSay('finding.proxy-refuses.why'),
    next: toSay('finding.proxy-refuses.next'),
    serverLine: 'accept = 443',
    remedy: 'edit-profile',
  }),
  'negotiation-refused': ({ host, port, protocol, detail }) => ({
    title: toSay('finding.negotiation-refused.title'),
    what: toSay('finding.negotiation-refused.what', { server: placeText(host, port), protocol, detail }),
    why: toSay('finding.negotiation-refused.why'),
    next: toSay('finding.negotiation-refused.next'),
    serverLine: `protocol = ${protocol}`,
    serverCommand: "grep -nE '^[[:space:]]*(accept|connect|protocol)' /etc/stunnel/*.conf",
    remedy: 'edit-profile',
  }),
  unexpected({ error }) {
    const { what, why, next } = explained(error);
    return { title: toSay('finding.unexpected.title'), what, why, next, serverCommand: SERVER_LOG, remedy: 'again' };
  },
};
