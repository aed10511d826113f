/** What is said of faults of this computer, before anything leaves it. */
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

const blockedPort = ['Use another local port: programs then connect to that one.'] as const;

export const thisComputer: WordsOf<Kind> = {
  settings({ error }) {
    const { what, why, next } = explain(error);
    const { kind } = remedyFor(error);
    const asksSecret = kind === 'enter-secret';
    return { title: 'A setting cannot be used', what, why, next, remedy: asksSecret ? 'enter-secret' : 'edit-profile' };
  },
  'port-taken': ({ host, port, holder, isStunnel }) => ({
    title: isStunnel ? 'stunnel itself listens on this port' : 'The local port is taken',
    what: `${holder === null ? 'Another program' : `${holder.name} (process ${holder.pid})`} already listens on ${placeText(host, port)}.`,
    why: isStunnel
      ? 'A stunnel of its own runs on this computer, perhaps with the configuration that this profile came from.'
      : 'Only one program at a time can listen on a port.',
    next: isStunnel ? 'End that stunnel, or use another local port.' : 'End that program, or use another local port.',
    remedy: 'use-free-port',
  }),
  'port-privileged': ({ host, port }) => ({
    title: 'The local port is the administrator’s',
    what: `The system does not let Adit listen on ${placeText(host, port)}.`,
    why: 'Ports below 1024 are kept for the administrator.',
    next: blockedPort[0],
    remedy: 'use-free-port',
  }),
  'port-excluded': ({ port, from, to }) => ({
    title: 'Windows keeps the local port for itself',
    what: `Port ${port} is in a range, ${from} to ${to}, that Windows has reserved.`,
    why: 'Hyper-V, WSL and Docker reserve such ranges, and others after each restart (netsh interface ipv4 show excludedportrange protocol=tcp).',
    next: blockedPort[0],
    remedy: 'use-free-port',
  }),
  'port-forbidden': ({ host, port }) => ({
    title: 'The system forbids the local port',
    what: `The system does not let Adit listen on ${placeText(host, port)}.`,
    why: 'A rule of this computer keeps the port; which one, it does not say.',
    next: blockedPort[0],
    remedy: 'use-free-port',
  }),
  'local-address-missing': ({ host }) => ({
    title: 'The local address is not this computer’s',
    what: `The profile listens on ${host}, which is no address of this computer now.`,
    why: 'The address belongs to another network, or to another computer.',
    next: 'Correct the local address; 127.0.0.1 is right for programs on this computer.',
    remedy: 'edit-profile',
  }),
  'loopback-blocked': ({ host, port }) => ({
    title: 'This computer does not reach its own port',
    what: `A connection from this computer to ${placeText(host, port)} does not arrive.`,
    why: 'Usually a firewall on this computer filters connections to itself; some do unless each program is allowed.',
    next: 'Allow Adit, and connections to 127.0.0.1, in the firewall or security program of this computer.',
  }),
  'local-network-permission': ({ host, port }) => ({
    title: 'macOS may not let Adit into the local network',
    what: `${placeText(host, port)} is a computer of the local network, and nothing comes back from it.`,
    why: 'macOS asks once whether a program may reach the local network; without that, it looks as if nobody were there. The computer may also be off.',
    next: 'Look into System Settings › Privacy & Security › Local Network, allow Adit there, and check again.',
  }),
  'local-firewall': ({ host, port, code }) => ({
    title: 'This computer forbids the connection',
    what: `This computer’s own rules do not let Adit connect to ${placeText(host, port)} (${code}).`,
    why: 'A firewall, a security program or a rule of the routes on this computer refuses it before anything is sent.',
    next: 'Allow Adit to connect to this address in the firewall or security program of this computer.',
  }),
  'clock-wrong': ({ host, aheadSeconds }) => ({
    title: 'The clock of this computer is wrong',
    what: `The clock of this computer is ${duration(Math.abs(aheadSeconds))} ${aheadSeconds > 0 ? 'ahead' : 'behind'}, so that the certificate of ${host} looks ${aheadSeconds > 0 ? 'expired' : 'as if it were not valid yet'}.`,
    why: 'Web servers say another time, and by that the certificate is valid.',
    next: 'Set date, time and time zone of this computer, best by letting the system do it.',
  }),
};

function duration(seconds: number): string {
  const days = Math.round(seconds / 86_400);
  const hours = Math.round(seconds / 3600);
  if (hours < 48) return `about ${hours} ${hours === 1 ? 'hour' : 'hours'}`;
  return `about ${days} days`;
}
