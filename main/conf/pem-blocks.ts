/** Certificates, keys and parameters in PEM form (RFC 7468) in the text of a configuration, as `cat` joins them. */

import { type Text, toSay } from '../../preload/words/text.ts';
import type { Kept } from './comparison.ts';

/** Also behind a last line without its end. */
const BEGIN = /-----BEGIN ([A-Z\d ]{1,60})-----\s*$/;
const ON_ONE_LINE = /^\s*-----BEGIN [A-Z\d ]{1,60}-----.*-----END [A-Z\d ]{1,60}-----\s*$/;
const END = /-----END [A-Z\d ]{1,60}-----\s*$/;
/** Base64, the headers of an encrypted key, and what is left of a key that was taken out. */
const BODY = /^(?:[A-Za-z\d+/]*={0,2}|[A-Z][A-Za-z-]{1,40}: .*)$/;

export interface WithoutPem {
  readonly lines: readonly Kept[];
  /** A sentence; null when there is nothing to say. */
  readonly reason: Text | null;
}

/**
 * The lines without PEM blocks. A block without an end goes as far as its lines could be its own. The first line of a
 * private key stays, so that it is named.
 */
export function withoutPem(lines: readonly Kept[]): WithoutPem {
  let isInside = false;
  let hasCertificate = false;
  const kept = lines.map((line): Kept => {
    if (line === null) return null;
    const begin = isComment(line) ? null : BEGIN.exec(line);
    if (begin !== null) {
      const [, label = ''] = begin;
      isInside = true;
      hasCertificate ||= label.endsWith('CERTIFICATE');
      const before = END.test(line.slice(0, begin.index)) ? '' : line.slice(0, begin.index);
      if (before.trim() !== '') return before;
      return label.includes('PRIVATE KEY') ? line : null;
    }
    if (ON_ONE_LINE.test(line)) return line.includes('PRIVATE KEY') ? line : null;
    if (!isInside) return line;
    const isEnd = END.test(line);
    const isBody = isEnd || BODY.test(line.trim());
    isInside = isBody && !isEnd;
    return isBody ? null : line;
  });
  return {
    lines: kept,
    reason: hasCertificate ? toSay('reading.certificate') : null,
  };
}

const isComment = (line: string) => /^\s*[;#]/.test(line);
