import { ArrowRight, CircleSlash, ShieldCheck } from 'lucide-react';
import { useId, useState } from 'react';
import type { ImportService } from '../../preload/types.ts';
import { ApplicationIcon, applicationChoices, takesUser } from '../ui/applications.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { Checkbox, Select, TextInput } from '../ui/Field.tsx';
import { Notes } from '../ui/Notes.tsx';
import type { AnswerDraft, AnswerErrors, AnswerField } from './answers.ts';
import styles from './ServiceCard.module.css';

const css = classNames(styles);

interface ServiceCardProps {
  readonly service: ImportService;
  readonly draft: AnswerDraft;
  readonly errors: AnswerErrors;
  readonly canLeaveOut: boolean;
  readonly isFirstQuestion: boolean;
  readonly onChange: (changed: Partial<AnswerDraft>) => void;
  readonly onHost: (host: string) => void;
}

export function ServiceCard({ service, draft, errors, ...props }: ServiceCardProps) {
  const { canLeaveOut, onChange, onHost } = props;
  const [isFirstQuestion] = useState(props.isFirstQuestion);
  const [touched, setTouched] = useState<ReadonlySet<AnswerField>>(new Set());
  const titleId = useId();
  const { reasons } = service;

  /** An empty question is not an error before somebody has typed something. */
  const errorOf = (field: AnswerField): string | undefined =>
    draft[field] === '' && !touched.has(field) ? undefined : errors[field];
  const set = (field: AnswerField) => (value: string) => {
    setTouched(new Set([...touched, field]));
    if (field === 'host') onHost(value);
    else onChange({ [field]: value });
  };

  return (
    <section className={css('card', !draft.isIncluded && 'left')} aria-labelledby={titleId}>
      <header className={css('header')}>
        {canLeaveOut && (
          <Checkbox
            label={`Add ${service.name}`}
            isSelected={draft.isIncluded}
            onChange={(isIncluded) => onChange({ isIncluded })}
          />
        )}
        <ApplicationIcon application={draft.application} />
        <div className={css('titles')}>
          <h3 id={titleId} className={css('title')} title={draft.name}>
            {draft.name || service.section}
          </h3>
          <p className={css('section')}>Section [{service.section}]</p>
        </div>
      </header>
      {draft.isIncluded && (
        <div className={css('fields')}>
          <div className={css('pair')}>
            <TextInput
              label="Server's host name"
              value={draft.host}
              onChange={set('host')}
              error={errorOf('host')}
              help={reasons.host}
              placeholder="server.example.org"
              autoFocus={isFirstQuestion}
            />
            <TextInput
              label="Server's port"
              value={draft.remotePort}
              onChange={set('remotePort')}
              error={errorOf('remotePort')}
              help={reasons.remotePort}
              numeric
            />
          </div>
          <div className={css('halves')}>
            <TextInput
              label="Name"
              value={draft.name}
              onChange={set('name')}
              error={errorOf('name')}
              help={reasons.name}
            />
            <Select
              label="Application"
              value={draft.application}
              onChange={(application) => onChange({ application })}
              choices={applicationChoices}
              help={reasons.application}
            />
            {takesUser(draft.application) && (
              <TextInput
                label="User name"
                value={draft.user}
                onChange={set('user')}
                error={errorOf('user')}
                help="The login at the server. It can stay empty."
              />
            )}
            <TextInput
              label="Local port"
              value={draft.localPort}
              onChange={set('localPort')}
              error={errorOf('localPort')}
              help={reasons.localPort}
              numeric
            />
          </div>
          <p className={css('path')}>
            <code>127.0.0.1:{draft.localPort || '…'}</code>
            <ArrowRight size={14} aria-label="to" />
            <code>
              {draft.host || '…'}:{draft.remotePort || '…'}
            </code>
          </p>
          <p className={css('trust')}>
            <ShieldCheck size={15} aria-hidden />
            <span>
              {service.trust}
              {reasons.trust !== undefined && ` ${reasons.trust}`}
            </span>
          </p>
          {service.notes.length > 0 && (
            <Details title="Not applied from this section" count={service.notes.length}>
              <Notes notes={service.notes} />
            </Details>
          )}
        </div>
      )}
    </section>
  );
}

/** A section that cannot become a profile, and why. */
export function LeftOut({ service }: { readonly service: ImportService }) {
  return (
    <section className={css('card', 'problem')} aria-label={`Left out: ${service.section}`}>
      <CircleSlash size={18} aria-hidden />
      <div className={css('titles')}>
        <h3 className={css('title')}>[{service.section}] is left out</h3>
        <p className={css('reason')}>{service.problem}</p>
        {service.notes.length > 0 && (
          <Details title="Lines of this section" count={service.notes.length}>
            <Notes notes={service.notes} />
          </Details>
        )}
      </div>
    </section>
  );
}
