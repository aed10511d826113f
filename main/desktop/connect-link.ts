/** `adit://connect/NAME`. Anybody can have made such a link, so that it is a question and never an order. Pure. */

/** As long as the name of a profile can be. */
const LONGEST_NAME = 200;
/** What nobody sees, and what turns the sentence around it (Unicode, bidirectional overrides and isolates). */
const UNSEEN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

/** The name of the profile; null: it is no such link. */
export function profileInLink(link: string): string | null {
  const match = /^\s*adit:\/\/connect\/([^/?#\s]+)\/?\s*$/i.exec(link);
  if (match?.[1] === undefined) return null;
  try {
    const name = decodeURIComponent(match[1]).trim();
    return name !== '' && name.length <= LONGEST_NAME && !UNSEEN.test(name) ? name : null;
  } catch {
    return null;
  }
}
