/** For tests: what a text becomes, as the preview shows it, with files that are there unless a test says otherwise. */
import type { ImportAnswer } from '../../../preload/import-preview.ts';
import { inWords, type WordedService } from '../../../preload/import-words.ts';
import { say } from '../../../preload/words/say.ts';
import { parse } from '../../conf/parse.ts';
import type { Proposal, ProposedService } from '../proposal.ts';
import { adopt } from './adopt.ts';
import { askForFiles } from './lost-files.ts';
import { type ProposeOptions, propose } from './propose.ts';

export function makeProposal(text: string, options: Partial<ProposeOptions> = {}): Proposal {
  const result = propose(parse(text), { fileName: null, takenPorts: new Set(), ...options });
  if (!result.ok) throw new Error(say(result.explanation.what));
  const { isThere = () => true } = options;
  return { ...result.proposal, services: result.proposal.services.map((service) => askForFiles(service, isThere)) };
}

export function makeService(text: string, options: Partial<ProposeOptions> = {}): ProposedService {
  const [service] = makeProposal(text, options).services;
  if (service === undefined) throw new Error('There is no service.');
  return service;
}

/** In words. */
export const makeView = (text: string, options: Partial<ProposeOptions> = {}): WordedService =>
  inWords(makeService(text, options).view);

/** A client's section named x, with the lines. */
export const clientWith = (lines: string): string =>
  `[x]\nclient = yes\naccept = 2222\nconnect = h.example:443\n${lines}\n`;

/** What a person answers to it. */
export const answerFor = (more: Partial<ImportAnswer> = {}): ImportAnswer => ({
  key: 'service-1',
  name: 'x',
  application: 'custom',
  host: 'h.example',
  remotePort: 443,
  localPort: 2222,
  user: null,
  ...more,
});

/** The profiles that the text becomes with the answer. */
export const adoptWith = (text: string, more: Partial<ImportAnswer> = {}, options: Partial<ProposeOptions> = {}) =>
  adopt(makeProposal(text, options), [answerFor(more)], () => crypto.randomUUID());

/** Each service's local port, in the order of the file. */
export const localPortsIn = (text: string, options: Partial<ProposeOptions> = {}): (number | null)[] =>
  makeProposal(text, options).services.map(({ view }) => view.localPort);
