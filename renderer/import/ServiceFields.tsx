import type { ImportService } from '../../preload/import-preview.ts';
import { inWords } from '../../preload/import-words.ts';
import { t } from '../../preload/words/words.ts';
import { applicationChoices, takesUser } from '../ui/applications.tsx';
import { classNames } from '../ui/class-names.ts';
import { Select, TextInput } from '../ui/Field.tsx';
import type { AnswerDraft, AnswerField } from './answers.ts';
import styles from './ServiceFields.module.css';

const css = classNames(styles);

interface FieldsProps {
  readonly service: ImportService;
  readonly draft: AnswerDraft;
  readonly errorOf: (field: AnswerField) => string | undefined;
  readonly set: (field: AnswerField) => (value: string) => void;
}

interface ServerFieldsProps extends FieldsProps {
  readonly isFirstQuestion: boolean;
  readonly isUpdate: boolean;
}

/** Where the server is. An update asks only for what the file leaves open. */
export function ServerFields({ service, draft, errorOf, set, isFirstQuestion, isUpdate }: ServerFieldsProps) {
  const { reasons } = inWords(service);
  return (
    <div className={css('pair')}>
      {(!isUpdate || service.host === null) && (
        <TextInput
          label={t('import.serverHost')}
          value={draft.host}
          onChange={set('host')}
          error={errorOf('host')}
          help={reasons.host}
          placeholder="server.example.org"
          autoFocus={isFirstQuestion}
        />
      )}
      {(!isUpdate || service.remotePort === null) && (
        <TextInput
          label={t('import.serverPort')}
          value={draft.remotePort}
          onChange={set('remotePort')}
          error={errorOf('remotePort')}
          help={reasons.remotePort}
          numeric
        />
      )}
    </div>
  );
}

interface OwnFieldsProps extends FieldsProps {
  readonly onChange: (changed: Partial<AnswerDraft>) => void;
}

/** What is the person's own to choose. */
export function OwnFields({ service, draft, errorOf, set, onChange }: OwnFieldsProps) {
  const { reasons } = inWords(service);
  return (
    <div className={css('halves')}>
      <TextInput
        label={t('common.name')}
        value={draft.name}
        onChange={set('name')}
        error={errorOf('name')}
        help={reasons.name}
      />
      <Select
        label={t('common.application')}
        value={draft.application}
        onChange={(application) => onChange({ application })}
        choices={applicationChoices()}
        help={reasons.application}
      />
      {takesUser(draft.application) && (
        <TextInput
          label={t('common.userName')}
          value={draft.user}
          onChange={set('user')}
          error={errorOf('user')}
          help={t('import.user.help')}
        />
      )}
      {draft.localPort !== null && (
        <TextInput
          label={t('import.localPort')}
          value={draft.localPort}
          onChange={set('localPort')}
          error={errorOf('localPort')}
          help={reasons.localPort}
          numeric
        />
      )}
    </div>
  );
}
