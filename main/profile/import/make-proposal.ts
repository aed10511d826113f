/** For tests: what a text becomes, as the preview shows it, with files that are there unless a test says otherwise. */
import type { ImportService } from '../../../preload/import-preview.ts';
import { parse } from '../../conf/parse.ts';
import type { Proposal, ProposedService } from '../proposal.ts';
import { askForFiles } from './lost-files.ts';
import { type ProposeOptions, propose } from './propose.ts';

export function makeProposal(text: string, options: Partial<ProposeOptions> = {}): Proposal {
  const result = propose(parse(text), { fileName: null, takenPorts: new Set(), ...options });
  if (!result.ok) throw new Error(result.explanation.what);
  const { isThere = () => true } = options;
  return { ...result.proposal, services: result.proposal.services.map((service) => askForFiles(service, isThere)) };
}

export function makeService(text: string, options: Partial<ProposeOptions> = {}): ProposedService {
  const [service] = makeProposal(text, options).services;
  if (service === undefined) throw new Error('There is no service.');
  return service;
}

export const makeView = (text: string, options: Partial<ProposeOptions> = {}): ImportService =>
  makeService(text, options).view;

/** Each service's local port, in the order of the file. */
export const localPortsIn = (text: string, options: Partial<ProposeOptions> = {}): (number | null)[] =>
  makeProposal(text, options).services.map(({ view }) => view.localPort);
