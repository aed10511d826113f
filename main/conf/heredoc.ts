/** A script that writes a stunnel.conf: `cat > /etc/stunnel/stunnel.conf <<EOF`, as guides have it. */

/** Indexes of lines, the first one and the one behind the last. */
export interface Written {
  readonly from: number;
  readonly to: number;
}

/** The command line has to name stunnel or a configuration, whichever side of `<<` it stands on. */
const START = /<<-?\s*(["']?)([A-Za-z_]\w*)\1(?:\s|$)/;
const NAMES_IT = /stunnel|\.conf\b/i;

/** What the script writes; empty for everything that is no such script. */
export function writtenIn(lines: readonly string[]): readonly Written[] {
  const found: Written[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    const end = NAMES_IT.test(line) ? START.exec(line)?.[2] : undefined;
    if (end === undefined) continue;
    const to = lines.findIndex((each, at) => at > index && each.trim() === end);
    if (to < 0) return found;
    found.push({ from: index + 1, to });
    index = to;
  }
  return found;
}
