/** Fields that are one line of a stunnel.conf, written as their records say (preload/fields). */
import type { NamedField } from '../../../preload/fields/profile.ts';
import { allFields, valueIn } from '../../../preload/fields/profile.ts';
import type { Profile } from '../../../preload/types.ts';
import { isWritable, writeComment, writeOption } from '../../conf/write.ts';
import { lineFields } from '../options/lines.ts';
import type { Lines } from './lines.ts';
import { asciiHost, notWritten } from './lines.ts';

/** The lines of the profile's own fields, or of those of `tls`, and comments for what stunnel cannot do. */
export function writeFields(profile: Profile, isTls: boolean): Lines {
  const lines = lineFields.filter(({ field, line }) => field.isTls === isTls && line.written === undefined);
  return [
    ...lines.flatMap(({ field, line: { option, known } }) => {
      const value = valueIn(profile, field);
      return isUsual(value, field) ? [] : writeValue(option, textOf(value), known);
    }),
    ...allFields.flatMap((field) => {
      const { stunnel } = field;
      if (stunnel.kind !== 'mark' || stunnel.instead === null || field.isTls !== isTls) return [];
      return isUsual(valueIn(profile, field), field) ? [] : writeComment(stunnel.instead);
    }),
  ];
}

const isUsual = (value: unknown, { usual }: NamedField) => value === usual;

/** A switch as stunnel has it, a name of a host as DNS has it, anything else as it is. */
function textOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return asciiHost(String(value).trim());
}

function writeValue(option: string, text: string, known: RegExp | undefined): Lines {
  if (text === '') return [];
  if (known === undefined) return isWritable(text) ? [writeOption(option, text)] : notWritten(option, text);
  const wanted = text.split(':').map((name) => name.trim());
  const kept = wanted.filter((name) => known.test(name));
  const unknown = wanted.filter((name) => name !== '' && !known.test(name));
  return [
    ...(unknown.length === 0
      ? []
      : writeComment(
          `Left out because OpenSSL 3.0 does not know them and stunnel would not start: ${unknown.join(', ')}.`,
        )),
    ...(kept.length === 0 ? [] : [writeOption(option, kept.join(':'))]),
  ];
}
