/** Which lines of a section the settings of its profile come from. */
import type { InStunnel } from '../../../preload/fields/field.ts';
import { allFields, type FieldName } from '../../../preload/fields/profile.ts';
import type { SettingPlaces } from '../../../preload/import-preview.ts';
import type { Place } from '../../../preload/place.ts';
import type { ConfService } from '../../conf/services.ts';
import { readVersionSwitch } from '../../conf/values/versions.ts';
import { withCommands } from './config-commands.ts';

/** `every`: each line adds something; otherwise the last one counts. */
interface Source {
  readonly options: readonly string[];
  readonly every?: boolean | undefined;
}

function sourceOf(stunnel: InStunnel): Source {
  if (stunnel.kind === 'line') return { options: [stunnel.option] };
  return stunnel.kind === 'special' ? stunnel : { options: [] };
}

const sources: readonly (readonly [FieldName | 'checks', Source])[] = [
  ...allFields
    .filter(({ preview }) => preview === 'setting')
    .map(({ name, stunnel }) => [name, sourceOf(stunnel)] as const),
  ['checks', { options: ['checkHost', 'checkEmail', 'checkIP'], every: true }],
];

/** The lines that settings have their values from; `checks` are the names that the certificate has to be for. */
export function settingPlaces(section: ConfService): SettingPlaces {
  const { options } = withCommands(section);
  const places: Partial<Record<FieldName | 'checks', readonly Place[]>> = {};
  for (const [field, { options: names, every }] of sources) {
    const isBound = field === 'minVersion' || field === 'maxVersion';
    const lines = options.filter(
      ({ canonical, meant }) =>
        canonical !== null &&
        names.includes(canonical) &&
        (canonical !== 'options' || (readVersionSwitch(meant) !== null) === isBound),
    );
    const counting = every ? lines : lines.slice(-1);
    if (counting.length > 0) places[field] = counting.map(({ place }) => place);
  }
  return places;
}
