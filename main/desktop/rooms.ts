/** Joins the rooms that read configurations behind the one function that the state room asks for. */
import { parse } from '../conf/parse.ts';
import { adopt } from '../profile/adopt.ts';
import { propose } from '../profile/propose.ts';
import type { ReadConfiguration } from '../state/imports.ts';

export const readConfiguration: ReadConfiguration = (text, about) => {
  const proposed = propose(parse(text), about);
  if (!proposed.ok) return proposed;
  const { proposal } = proposed;
  return {
    ok: true,
    services: proposal.services.map(({ view }) => view),
    notes: proposal.notes,
    adopt: (answers, newId) => adopt(proposal, answers, newId),
  };
};
