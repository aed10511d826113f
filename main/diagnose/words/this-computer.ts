/** What is said of faults of this computer, before anything leaves it. */
import { t } from '../../../preload/words/words.ts';
import { explain } from '../../tunnel/explain.ts';
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
    const { what, why, next } = explain(error);
    const { kind } = remedyFor(error);
    const asksSecret = kind === 'enter-secret';
    return {
      title: t('finding.settings.title'),
      what,
      why,
      next,
      remedy: asksSecret ? 'enter-secret' : 'edit-profile',
    };
  },
  'port-taken': ({ host, port, holder, isStunnel }) => ({
    title: isStunnel ? t('finding.port-taken.title') : t('finding.port-taken.title.2'),
    what:
      holder === null
        ? t('finding.port-taken.what', { server: placeText(host, port) })
        : t('finding.port-taken.what.2', { name: holder.name, pid: holder.pid, server: placeText(host, port) }),
    why: isStunnel ? t('finding.port-taken.why') : t('finding.port-taken.why.2'),
    next: isStunnel ? t('finding.port-taken.next') : t('finding.port-taken.next.2'),
    remedy: 'use-free-port',
  }),
  'port-privileged': ({ host, port }) => ({
    title: t('finding.port-privileged.title'),
    what: t('finding.port-privileged.what', { server: placeText(host, port) }),
    why: t('finding.port-privileged.why'),
    next: t('finding.port-privileged.next'),
    remedy: 'use-free-port',
  }),
  'port-excluded': ({ port, from, to }) => ({
    title: t('finding.port-excluded.title'),
    what: t('finding.port-excluded.what', { port, from, to }),
    why: t('finding.port-excluded.why'),
    next: t('finding.port-privileged.next'),
    remedy: 'use-free-port',
  }),
  'port-forbidden': ({ host, port }) => ({
    title: t('finding.port-forbidden.title'),
    what: t('finding.port-privileged.what', { server: placeText(host, port) }),
    why: t('finding.port-forbidden.why'),
    next: t('finding.port-privileged.next'),
    remedy: 'use-free-port',
  }),
  'local-address-missing': ({ host }) => ({
    title: t('finding.local-address-missing.title'),
    what: t('finding.local-address-missing.what', { host }),
    why: t('finding.local-address-missing.why'),
    next: t('finding.local-address-missing.next'),
    remedy: 'edit-profile',
  }),
  'loopback-blocked': ({ host, port }) => ({
    title: t('finding.loopback-blocked.title'),
    what: t('finding.loopback-blocked.what', { server: placeText(host, port) }),
    why: t('finding.loopback-blocked.why'),
    next: t('finding.loopback-blocked.next'),
  }),
  'local-network-permission': ({ host, port }) => ({
    title: t('finding.local-network-permission.title'),
    what: t('finding.local-network-permission.what', { server: placeText(host, port) }),
    why: t('finding.local-network-permission.why'),
    next: t('finding.local-network-permission.next'),
  }),
  'local-firewall': ({ host, port, code }) => ({
    title: t('finding.local-firewall.title'),
    what: t('finding.local-firewall.what', { server: placeText(host, port), code }),
    why: t('finding.local-firewall.why'),
    next: t('finding.local-firewall.next'),
  }),
  'clock-wrong': ({ host, aheadSeconds }) => ({
    title: t('finding.clock-wrong.title'),
    what: clockWords(host, aheadSeconds),
    why: t('finding.clock-wrong.why'),
    next: t('finding.clock-wrong.next'),
  }),
};

function clockWords(host: string, aheadSeconds: number): string {
  const seconds = Math.abs(aheadSeconds);
  const hours = Math.round(seconds / 3600);
  if (hours < 48)
    return t(aheadSeconds > 0 ? 'finding.clock.aheadHours' : 'finding.clock.behindHours', { host, hours });
  const days = Math.round(seconds / 86_400);
  return t(aheadSeconds > 0 ? 'finding.clock.aheadDays' : 'finding.clock.behindDays', { host, days });
}
