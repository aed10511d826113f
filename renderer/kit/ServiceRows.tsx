import { Plus, X } from 'lucide-react';
import { t } from '../../preload/words/words.ts';
import { applicationChoices } from '../ui/applications.tsx';
import { Button, IconButton } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Select, TextInput } from '../ui/Field.tsx';
import { Quiet } from '../ui/Part.tsx';
import { type KitErrors, newService, type ServiceDraft, withApplication } from './draft.ts';
import styles from './KitSheet.module.css';

const css = classNames(styles);

interface ServiceRowsProps {
  readonly services: readonly ServiceDraft[];
  readonly errors: KitErrors;
  readonly onChange: (services: readonly ServiceDraft[]) => void;
}

/** What the server has: the first service can be changed but not taken away. */
export function ServiceRows({ services, errors, onChange }: ServiceRowsProps) {
  const put = (changed: ServiceDraft) => onChange(services.map((one) => (one.key === changed.key ? changed : one)));
  const nextKey = Math.max(...services.map(({ key }) => key)) + 1;
  return (
    <>
      {services.map((service, index) => (
        <fieldset key={service.key} className={css('service')} aria-label={service.name}>
          <Select
            label={t('kit.service.application')}
            value={service.application}
            onChange={(application) => put(withApplication(service, application))}
            choices={applicationChoices()}
          />
          <TextInput
            label={t('kit.service.name')}
            value={service.name}
            onChange={(name) => put({ ...service, name })}
            error={errors[`services.${index}.name`]}
          />
          <TextInput
            label={t('kit.service.host')}
            value={service.host}
            onChange={(host) => put({ ...service, host })}
            error={errors[`services.${index}.host`]}
          />
          <TextInput
            label={t('kit.service.port')}
            value={service.port}
            onChange={(port) => put({ ...service, port })}
            error={errors[`services.${index}.port`]}
            numeric
          />
          <TextInput
            label={t('kit.service.accept')}
            value={service.accept}
            onChange={(accept) => put({ ...service, accept })}
            error={errors[`services.${index}.accept`]}
            numeric
          />
          {index > 0 && (
            <span className={css('take')}>
              <IconButton
                label={t('kit.service.remove', { name: service.name })}
                onPress={() => onChange(services.filter(({ key }) => key !== service.key))}
              >
                <X size={15} aria-hidden />
              </IconButton>
            </span>
          )}
        </fieldset>
      ))}
      {services.length > 1 && <Quiet>{t('kit.service.shared')}</Quiet>}
      <div className={css('start')}>
        <Button
          look="quiet"
          size="small"
          icon={<Plus size={14} aria-hidden />}
          onPress={() => onChange([...services, newService(nextKey, 'http')])}
        >
          {t('kit.service.add')}
        </Button>
      </div>
    </>
  );
}
