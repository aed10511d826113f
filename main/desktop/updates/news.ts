/** What is new, in words: the notes of a release as plain lines. Pure. */

const MOST_LINES = 30;
const MOST_CHARACTERS = 400;

/** As electron-updater has them: Markdown or HTML, one text, or one for each version that lies between. */
export type ReleaseNotes = string | readonly { readonly note: string | null }[] | null | undefined;

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Lines without the signs of Markdown and HTML: the window shows them as text and nothing else. */
export function newsLines(notes: ReleaseNotes): readonly string[] {
  const text = typeof notes === 'string' ? notes : (notes ?? []).map(({ note }) => note ?? '').join('\n');
  return text
    .replace(/<\/?[a-z][^<>]*>/gi, '\n')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
    .split('\n')
    .map((line) =>
      line
        .replace(/^\s*(?:#{1,6}|[-*+]|\d+\.)\s+/, '')
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/[`*]/g, '')
        .trim()
        .slice(0, MOST_CHARACTERS),
    )
    .filter((line) => line !== '')
    .slice(0, MOST_LINES);
}
