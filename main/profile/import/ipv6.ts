/** Whether an imported tunnel listens on ::1 beside 127.0.0.1. Pure. */
import { ipv6Twins, LOOPBACK, LOOPBACK_IPV6 } from '../../../preload/loopback.ts';
import type { OpenEndpoint, ProposedService } from '../proposal.ts';

/**
 * The service with its addresses on ::1 as the profile's field. A file that names both addresses with one port says so;
 * where it does not speak of ::1 a new profile listens there as well, when this computer has it.
 */
export function withIpv6({ view, template }: ProposedService, hasIpv6: boolean): ProposedService {
  const named = template.accept.filter(({ host }) => host === LOOPBACK_IPV6);
  const twins = ipv6Twins(template.accept.filter(({ host }) => host === LOOPBACK));
  const isTwin = ({ host, port }: OpenEndpoint) => host === LOOPBACK_IPV6 && twins.some((twin) => twin.port === port);
  const isOn = named.length === 0 ? hasIpv6 && twins.length > 0 : named.some(isTwin);
  if (!isOn) return { view, template };
  const accept = template.accept.filter((one) => !isTwin(one));
  const { accept: _listed, ...others } = view;
  const isPlain = accept.length === 1 && accept[0]?.host === LOOPBACK;
  return {
    view: { ...others, ...(isPlain ? {} : { accept }), acceptIpv6: true },
    template: { ...template, accept, acceptIpv6: true },
  };
}
