/**
 * Splits `AB:CD:…` after every eighth byte. The parts joined are the text itself, so that what is shown can be copied;
 * `at` is where a part begins.
 */
export function fingerprintGroups(fingerprint: string): readonly { readonly at: number; readonly text: string }[] {
  return [...fingerprint.matchAll(/.{1,24}/g)].map((match) => ({ at: match.index, text: match[0] }));
}
