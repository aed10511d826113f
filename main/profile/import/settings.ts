/** What a preview says of the fields that it does not show in places of their own. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { allFields, valueIn } from '../../../preload/fields/profile.ts';
import { namesIn } from '../../../preload/fields/trust.ts';
import type { ImportService, ImportSetting } from '../../../preload/import-preview.ts';
import type { Profile } from '../../../preload/types.ts';
import type { OptionalFields } from '../optional-fields.ts';

type SettingTemplate = OptionalFields & Pick<Profile, 'tls' | 'failover' | 'timeouts' | 'trust'>;

/** What else an import gives a profile, in words, and which lines it comes from. */
export function settingsOf(template: SettingTemplate, reasons: ImportService['reasons']): readonly ImportSetting[] {
  const because = (reason: string | undefined) => (reason === undefined ? {} : { reason });
  const settings = allFields.flatMap((field) => {
    const value = valueIn(template, field);
    if (field.preview !== 'setting' || value === undefined || isDeepStrictEqual(value, field.usual)) return [];
    const { psk } = template;
    // Nothing keeps the key yet.
    const words =
      field.name === 'psk' && psk?.kind === 'secret'
        ? `“${psk.identity}”, with a key that the tunnel asks for`
        : field.words(value);
    return [{ field: field.name, words, ...because(reasons[field.name]) }];
  });
  const names = template.trust.kind === 'none' ? [] : namesIn(template.trust.checks);
  if (names.length === 0) return settings;
  return [...settings, { field: 'trust', words: `only for ${names.join(', ')}`, ...because(reasons.checks) }];
}
