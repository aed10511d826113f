import { Plus, X } from 'lucide-react';
import { t } from '../../preload/words/words.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { TextInput } from '../ui/Field.tsx';
import type { DraftErrors, EndpointDraft } from './draft.ts';
import styles from './EndpointRows.module.css';

const css = classNames(styles);

interface EndpointRowsProps {
  /** Field path in the errors. */
  readonly path: 'accept' | 'connect';
  readonly hostLabel: string;
  readonly portLabel: string;
  readonly addLabel: string;
  /** Of the button that takes an address away: its number, from 2. */
  readonly takeAway: (number: number) => string;
  readonly rows: readonly EndpointDraft[];
  readonly errors: DraftErrors;
  readonly newRow: Omit<EndpointDraft, 'key'>;
  /** Whether the first one can be taken away as well, because something else stands for it. */
  readonly canBeNone?: boolean;
  readonly onChange: (rows: readonly EndpointDraft[]) => void;
}

/** A list of addresses; the first one can be changed but not taken away, unless the list may be empty. */
export function EndpointRows({
  path,
  hostLabel,
  portLabel,
  addLabel,
  takeAway,
  rows,
  errors,
  newRow,
  canBeNone = false,
  onChange,
}: EndpointRowsProps) {
  const change = (key: number, changed: Partial<EndpointDraft>) =>
    onChange(rows.map((row) => (row.key === key ? { ...row, ...changed } : row)));
  const add = () => onChange([...rows, { ...newRow, key: Math.max(0, ...rows.map(({ key }) => key)) + 1 }]);
  return (
    <div className={css('rows')}>
      {rows.map((row, index) => {
        const numbered = (field: string) => (index === 0 ? field : t('editor.numbered', { field, number: index + 1 }));
        return (
          <div key={row.key} className={css('row')}>
            <TextInput
              label={numbered(hostLabel)}
              value={row.host}
              onChange={(host) => change(row.key, { host })}
              error={errors[`${path}.${index}.host`]}
            />
            <TextInput
              label={numbered(portLabel)}
              value={row.port}
              onChange={(port) => change(row.key, { port })}
              error={errors[`${path}.${index}.port`]}
              numeric
            />
            <span className={css('take')}>
              {(index > 0 || canBeNone) && (
                <IconButton
                  label={takeAway(index + 1)}
                  onPress={() => onChange(rows.filter(({ key }) => key !== row.key))}
                >
                  <X size={15} aria-hidden />
                </IconButton>
              )}
            </span>
          </div>
        );
      })}
      <div>
        <Button look="quiet" size="small" icon={<Plus size={14} aria-hidden />} onPress={add}>
          {addLabel}
        </Button>
      </div>
    </div>
  );
}
