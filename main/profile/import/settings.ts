/** What a preview says of the fields that it does not show in places of their own. Pure. */

import { isDeepStrictEqual } from 'node:util';
import { allFields, valueIn } from '../../../preload/fields/profile.ts';
import { namesIn } from '../../../preload/fields/trust.ts';
import type { ImportSetting, SettingPlaces } from '../../../preload/import-preview.ts';
import type { Profile } from '../../../preload/types.ts';
import { toSay } from '../../../preload/words/text.ts';
import type { OptionalFields } from '../optional-fields.ts';

type SettingTemplate = OptionalFields & Pick<Profile, 'tls' | 'failover' | 'timeouts' | 'trust'>;

/** What else an import gives a profile, in words, and which lines it comes from. */
export function settingsOf(template: SettingTemplate, places: SettingPlaces = {}): readonly ImportSetting[] {
  const from = (source: keyof SettingPlaces) => (places[source] === undefined ? {} : { places: places[source] });
  const settings = allFields.flatMap((field) => {
    const value = valueIn(template, field);
    if (field.preview !== 'setting' || value === undefined || isDeepStrictEqual(value, field.usual)) return [];
    const { psk } = template;
    // Nothing keeps the key yet.
    const words =
      field.name === 'psk' && psk?.kind === 'secret'
        ? toSay('value.psk.asked', { identity: psk.identity })
        : field.words(value);
    return [{ field: field.name, words, ...from(field.name) }];
  });
  const names = template.trust.kind === 'none' ? [] : namesIn(template.trust.checks);
  if (names.length === 0) return settings;
  return [
    ...settings,
    { field: 'trust', words: toSay('value.trust.onlyFor', { names: { list: names } }), ...from('checks') },
  ];
}
