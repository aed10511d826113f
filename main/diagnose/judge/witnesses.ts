/** What hosts say that have nothing to do with the server. Pure. */
import { portalIn } from '../../tunnel/server/portal.ts';
import type { Evidence, Witnesses } from '../evidence.ts';

/** A page that is the same for everybody, and now is a log-in page: then whatever answers here is the network's. */
export function portalOfWitnesses({
  witnesses,
}: Pick<Evidence, 'witnesses'>): { readonly page: string | null; readonly evidence: readonly string[] } | null {
  for (const { host, answer, asEver } of witnesses?.web ?? []) {
    const portal = answer === null || asEver ? null : portalIn(answer, host, null);
    if (portal !== null) {
      const sent = portal.page === null ? 'to a log-in' : `to ${portal.page}`;
      return { page: portal.page, evidence: [`A request to ${host} is sent ${sent} as well.`] };
    }
  }
  return null;
}

/** How far this computer's clock is ahead, in seconds, by pages that answered as ever; null when none says the time. */
export function aheadOf(witnesses: Witnesses | null, now: number): number | null {
  const dates = (witnesses?.web ?? []).flatMap(({ answer, asEver }) =>
    asEver && answer !== null && answer.date !== null ? [answer.date] : [],
  );
  const [date] = dates;
  return date === undefined ? null : (now - date) / 1000;
}
