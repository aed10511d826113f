/** A section's lines as options with their values, for readings that are the same for whoever reads a file. */
import type { OptionLine } from '../../conf/document.ts';
import type { ConfService } from '../../conf/services.ts';
import type { Setting } from '../../conf/values/setting.ts';

export interface LineSetting extends Setting {
  readonly line: OptionLine;
}

/** What was meant: for a person who gets a profile of it. */
export const settingsMeant = ({ options }: ConfService): LineSetting[] =>
  options.map((line) => ({ name: line.canonical, value: line.meant, line }));

/** What is written: for whoever runs the file as it is. */
export const settingsWritten = ({ options }: ConfService): LineSetting[] =>
  options.map((line) => ({ name: line.canonical, value: line.value, line }));
