import { distinctName } from '../distinct-name.ts';
import type { ProposedService } from '../proposal.ts';

/** stunnel allows sections of the same name, and several files often have one; profiles are told apart. */
export function withDistinctNames(services: readonly ProposedService[]): ProposedService[] {
  const names = new Set<string>();
  return services.map((service) => {
    const name = distinctName(service.view.name, names);
    names.add(name);
    return name === service.view.name ? service : { ...service, view: { ...service.view, name } };
  });
}
