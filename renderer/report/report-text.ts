/** The text of a report, which the app makes and a person edits; nothing that somebody has written is lost to a switch. */

export interface Choices {
  readonly hidesHosts: boolean;
  readonly hidesAddresses: boolean;
}

interface Version {
  readonly text: string;
  readonly choices: Choices;
}

export interface ReportText extends Version {
  /** As the app has made it; null: it has made none yet. */
  readonly made: string | null;
  /** What somebody had edited when the text was made anew, the newest last. */
  readonly kept: readonly Version[];
  /** Edited, and neither copied nor saved since. */
  readonly isUnsaved: boolean;
}

export const noReport: ReportText = {
  text: '',
  choices: { hidesHosts: true, hidesAddresses: false },
  made: null,
  kept: [],
  isUnsaved: false,
};

const isEdited = ({ text, made }: ReportText): boolean => text !== (made ?? '');

const versionOf = ({ text, choices }: ReportText): Version => ({ text, choices });

/** The app's text for these choices. What was edited before it came, in the old text or while it was on the way, is kept. */
export const withMade = (report: ReportText, choices: Choices, made: string): ReportText => ({
  text: made,
  made,
  choices,
  kept: isEdited(report) ? [...report.kept, versionOf(report)] : report.kept,
  isUnsaved: report.isUnsaved,
});

export const withEdit = (report: ReportText, text: string): ReportText => ({
  ...report,
  text,
  isUnsaved: text !== report.made || report.kept.length > 0,
});

/** This text is on the clipboard or in a file; what was written since is not. */
export const asTaken = (report: ReportText, taken: string): ReportText =>
  report.text === taken ? { ...report, isUnsaved: false } : report;

/** The newest of what was kept, under the choices that it was made with; what is edited now takes the last place. */
export function broughtBack(report: ReportText): ReportText {
  const newest = report.kept.at(-1);
  if (newest === undefined) return report;
  const others = report.kept.slice(0, -1);
  return {
    ...report,
    ...newest,
    // The text of those choices is not at hand; whatever differs from it was written by somebody.
    made: null,
    kept: isEdited(report) ? [versionOf(report), ...others] : others,
  };
}
