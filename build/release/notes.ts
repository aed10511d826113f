/** What CHANGELOG.md says of a version. Pure. */

/** The part below the version's heading; that of what is unreleased where the version has none. null: neither. */
export function notesOf(changelog: string, version: string): string | null {
  const parts = changelog.split(/^## /m).slice(1);
  const part =
    parts.find((text) => text.startsWith(`[${version}]`)) ?? parts.find((text) => text.startsWith('[Unreleased]'));
  const text = part?.slice(part.indexOf('\n') + 1).trim() ?? '';
  return text === '' ? null : text;
}
