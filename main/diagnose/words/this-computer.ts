/** What is said of faults of this computer, before anything leaves it. */
import { type Text, toSay } from '../../../preload/words/text.ts';
import { explained } from '../../tunnel/explain.ts';
import { remedyFor } from '../../tunnel/remedy.ts';
import { placeText } from '../judge/seen.ts';
import type { WordsOf } from './said.ts';

type Kind =
  | 'settings'
  | 'port-taken'
  | 'port-privileged'
  | 'port-excluded'
  | 'port-forbidden'
  | 'local-address-missing'
  | 'loopback-blocked'
  | 'local-network-permission'
  | 'local-firewall'
  | 'clock-wrong';

export const thisComputer: WordsOf<Kind> = {
  settings({ error }) {
    const { what, why, next } = explained(error);
    const { kind } = remedyFor(error);
    const asksSecret = kind === 'enter-secret';
    return {
      title: toSay('finding.settings.title'),
      what,
      why,
      next,
      remedy: asksSecret ? 'enter-secret' : 'edit-profile',
    };
  },
  'port-taken': ({ host, port, holder, isStunnel }) => ({
    title: isStunnel ? toSay('finding.port-taken.title') : toSay('finding.port-taken.title.2'),
    what:
      holder === null
        ? toSay('finding.port-taken.what', { server: placeText(host, port) })
        : toSay('finding.port-taken.what.2', { name: holder.name, pid: holder.pid, server: placeText(host, port) }),
    why: isStunnel ? toSay('finding.port-taken.why') : toSay('finding.port-taken.why.2'),
    next: isStunnel ? toSay('finding.port-taken.next') : toSay('finding.port-taken.next.2'),
    remedy: 'use-free-port',
  }),
  'port-privileged': ({ host, port }) => ({
    title: toSay('finding.port-privileged.title'),
    what: toSay('finding.port-privileged.what', { server: placeText(host, port) }),
    why: toSay('finding.port-privileged.why'),
    next: toSay('finding.port-privileged.next'),
    remedy: 'use-free-port',
  }),
  'port-excluded': ({ port, from, to }) => ({
    title: toSay('finding.port-excluded.title'),
    what: toSay('finding.port-excluded.what', { port, from, to }),
    why: toSay('finding.port-excluded.why'),
    next: toSay('finding.port-privileged.next'),
    remedy: 'use-free-port',
  }),
  'port-forbidden': ({ host, port }) => ({
    title: toSay('finding.port-forbidden.title'),
    what: toSay('finding.port-privileged.what', { server: placeText(host, port) }),
    why: toSay('finding.port-forbidden.why'),
    next: toSay('finding.port-privileged.next'),
    remedy: 'use-free-port',
  }),
  'local-address-missing': ({ host }) => ({
    title: toSay('finding.local-address-missing.title'),
    what: toSay('finding.local-address-missing.what', { host }),
    why: toSay('finding.local-address-missing.why'),
    next: toSay('finding.local-address-missing.next'),
    remedy: 'edit-profile',
  }),
  'loopback-blocked': ({ host, port }) => ({
    title: toSay('finding.loopback-blocked.title'),
    what: toSay('finding.loopback-blocked.what', { server: placeText(host, port) }),
    why: toSay('finding.loopback-blocked.why'),
    next: toSay('finding.loopback-blocked.next'),
  }),
  'local-network-permission': ({ host, port }) => ({
    title: toSay('finding.local-network-permission.title'),
    what: toSay('finding.local-network-permission.what', { server: placeText(host, port) }),
    why: toSay('finding.local-network-permission.why'),
    next: toSay('finding.local-network-permission.next'),
  }),
  'local-firewall': ({ host, port, code }) => ({
    title: toSay('finding.local-firewall.title'),
    what: toSay('finding.local-firewall.what', { server: placeText(host, port), code }),
    why: toSay('finding.local-firewall.why'),
    next: toSay('finding.local-firewall.next'),
  }),
  'clock-wrong': ({ host, aheadSeconds }) => ({
    title: toSay('finding.clock-wrong.title'),
    what: clockWords(host, aheadSeconds),
    why: toSay('finding.clock-wrong.why'),
    next: toSay('finding.clock-wrong.next'),
  }),
};

function clockWords(host: string, aheadSeconds: number): Text {
  const seconds = Math.abs(aheadSeconds);
  const hours = Math.round(seconds / 3600);
  if (hours < 48)
    return toSay(aheadSeconds > 0 ? 'finding.clock.aheadHours' : 'finding.clock.behindHours', { host, hours });
  const days = Math.round(seconds / 86_400);
  return toSay(aheadSeconds > 0 ? 'finding.clock.aheadDays' : 'finding.clock.behindDays', { host, days });
}
