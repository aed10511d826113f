/** Which lines of a section the settings of its profile come from. */
import type { InStunnel } from '../../../preload/fields/field.ts';
import { allFields, type FieldName } from '../../../preload/fields/profile.ts';
import { placeWords } from '../../conf/document.ts';
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

/** Why settings have the values they have, as `line 7`; `checks` are the names that the certificate has to be for. */
export function settingReasons(section: ConfService): Partial<Record<FieldName | 'checks', string>> {
  const { options } = withCommands(section);
  const reasons: Partial<Record<FieldName | 'checks', string>> = {};
  for (const [field, { options: names, every }] of sources) {
    const isBound = field === 'minVersion' || field === 'maxVersion';
    const lines = options.filter(
      ({ canonical, meant }) =>
        canonical !== null &&
        names.includes(canonical) &&
        (canonical !== 'options' || (readVersionSwitch(meant) !== null) === isBound),
    );
    const places = new Set((every ? lines : lines.slice(-1)).map(placeWords));
    if (places.size > 0) reasons[field] = [...places].join(', ');
  }
  return reasons;
}
