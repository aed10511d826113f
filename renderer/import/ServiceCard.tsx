import { ArrowRight, CircleSlash } from 'lucide-react';
import { useId, useState } from 'react';
import { fields } from '../../preload/fields/profile.ts';
import type { ImportAction, ImportService, ImportSetting } from '../../preload/import-preview.ts';
import { ipv6Twins, isLoopback, LOOPBACK } from '../../preload/loopback.ts';
import { placesWords } from '../../preload/place.ts';
import { sentenceWords } from '../../preload/sentence.ts';
import type { Note } from '../../preload/types.ts';
import { say, sayClause } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { ApplicationIcon } from '../ui/applications.tsx';
import { Callout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { Checkbox, type Choice, RadioChoice } from '../ui/Field.tsx';
import { Notes } from '../ui/Notes.tsx';
import type { AnswerDraft, AnswerErrors, AnswerField } from './answers.ts';
import { MatchChoice } from './MatchChoice.tsx';
import { NeedsPart } from './NeedsPart.tsx';
import styles from './ServiceCard.module.css';
import { OwnFields, ServerFields } from './ServiceFields.tsx';
import { FoundCertificates, TrustPart } from './TrustPart.tsx';

const css = classNames(styles);

interface ServiceCardProps {
  readonly service: ImportService;
  readonly draft: AnswerDraft;
  readonly errors: AnswerErrors;
  readonly canLeaveOut: boolean;
  readonly isFirstQuestion: boolean;
  readonly onChange: (changed: Partial<AnswerDraft>) => void;
  readonly onHost: (host: string) => void;
  readonly onAction: (action: ImportAction) => void;
}

export function ServiceCard({ service, draft, errors, ...props }: ServiceCardProps) {
  const { canLeaveOut, onChange, onHost, onAction } = props;
  const [first = { host: LOOPBACK, port: null }, ...further] = service.accept ?? [];
  // Other computers use it only when the person says so.
  const named = draft.localPort === null ? [] : [{ ...first, port: Number(draft.localPort) || null }, ...further];
  const local = named.map(({ host, port }) => ({
    host: draft.exposed || isLoopback(host) ? host : LOOPBACK,
    port,
  }));
  const twins = service.acceptIpv6 ? ipv6Twins(local) : [];
  const [isFirstQuestion] = useState(props.isFirstQuestion);
  const [touched, setTouched] = useState<ReadonlySet<AnswerField>>(new Set());
  const titleId = useId();
  const { match = null } = service;
  const isAdded = draft.action === 'add' || draft.action === 'copy';
  const isAsked = draft.action === 'update' && (service.host === null || service.remotePort === null);

  const { warnings = [], settings = [], reserves = [] } = service;
  const quiet = service.notes.filter((note) => !warnings.some((warning) => isSameNote(note, warning)));
  const changesTrust = match?.differences.some(({ field }) => field === 'trust') ?? false;

  /** An empty question is not an error before somebody has typed something. */
  const errorOf = (field: AnswerField): string | undefined =>
    draft[field] === '' && !touched.has(field) ? undefined : errors[field];
  const set = (field: AnswerField) => (value: string) => {
    setTouched(new Set([...touched, field]));
    if (field === 'host') onHost(value);
    else onChange({ [field]: value });
  };

  return (
    <section className={css('card', draft.action === 'skip' && 'left')} aria-labelledby={titleId}>
      <header className={css('header')}>
        {canLeaveOut && match === null && (
          <Checkbox
            label={t('import.addWhich', { name: service.name })}
            isSelected={draft.action !== 'skip'}
            onChange={(isIncluded) => onAction(isIncluded ? 'add' : 'skip')}
          />
        )}
        <ApplicationIcon application={draft.application} />
        <div className={css('titles')}>
          <h3 id={titleId} className={css('title')} title={draft.name}>
            {draft.name || service.section}
          </h3>
          <p className={css('section')} title={placeOf(service)}>
            {placeOf(service)}
          </p>
        </div>
      </header>
      {(match !== null || draft.action !== 'skip') && (
        <div className={css('fields')}>
          {match !== null && <MatchChoice match={match} action={draft.action} onChange={onAction} />}
          {draft.action === 'update' && changesTrust && <FoundCertificates pinned={service.pinned ?? []} />}
          {(isAdded || isAsked) && (
            <ServerFields {...{ service, draft, errorOf, set, isFirstQuestion }} isUpdate={!isAdded} />
          )}
          {isAdded && (
            <>
              <OwnFields {...{ service, draft, errorOf, set }} onChange={onChange} />
              <p className={css('path')}>
                <code>
                  {[...local, ...twins]
                    .map(({ host, port }) => addressOf(host, String(port ?? '')))
                    .concat(settings.flatMap(({ field, words }) => (field === 'socket' ? [sayClause(words)] : [])))
                    .join(', ')}
                </code>
                <ArrowRight size={14} aria-label={t('import.path.to')} />
                <code>
                  {reserves.reduce(
                    (address, { host, port }) =>
                      t('import.path.else', { address, next: addressOf(host, String(port)) }),
                    addressOf(draft.host || '…', draft.remotePort),
                  )}
                </code>
              </p>
              {service.exposed === true && (
                <ExposedPart exposed={draft.exposed} onChange={(exposed) => onChange({ exposed })} />
              )}
              <NeedsPart service={service} draft={draft} errors={errors} onChange={onChange} />
              <Settings settings={settings} />
              <TrustPart
                service={service}
                chosenFile={draft.authority.choice === 'own' ? draft.authority.path : ''}
                unverified={draft.unverified}
                onUnverified={(unverified) => onChange({ unverified })}
              />
            </>
          )}
          {draft.action !== 'skip' && warnings.length > 0 && (
            <Callout level="warning">
              <Notes notes={warnings} />
            </Callout>
          )}
          {draft.action !== 'skip' && quiet.length > 0 && (
            <Details
              title={service.typed === undefined ? t('import.notAppliedSection') : t('import.toKnow')}
              count={quiet.length}
            >
              <Notes notes={quiet} />
            </Details>
          )}
        </div>
      )}
    </section>
  );
}

/** Who may use a tunnel whose file listens for others as well. */
function ExposedPart({
  exposed,
  onChange,
}: {
  readonly exposed: boolean;
  readonly onChange: (exposed: boolean) => void;
}) {
  return (
    <>
      <RadioChoice
        label={t('import.others')}
        look="rows"
        value={exposed ? 'everybody' : 'own'}
        onChange={(choice) => onChange(choice === 'everybody')}
        choices={exposureChoices()}
      />
      {exposed && <Callout level="warning">{t('import.others.warning')}</Callout>}
    </>
  );
}

const exposureChoices = (): readonly Choice<'own' | 'everybody'>[] => [
  { value: 'own', label: t('import.others.only'), description: t('import.others.only.help') },
  { value: 'everybody', label: t('import.others.too'), description: t('import.others.too.help') },
];

/** The same line of the same file, with the same reason. */
const isSameNote = (one: Note, other: Note) =>
  one.line === other.line && one.file === other.file && JSON.stringify(one.reason) === JSON.stringify(other.reason);

/** What else the profile gets. */
function Settings({ settings }: { readonly settings: readonly ImportSetting[] }) {
  if (settings.length === 0) return null;
  return (
    <dl className={css('settings')} aria-label={t('import.whatElse')}>
      {settings.map(({ field, words, places }) => (
        <div key={field}>
          <dt>{t(fields[field].label)}</dt>
          <dd>
            {sayClause(words)}
            {places !== undefined && <span className={css('from')}> ({placesWords(places)})</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function addressOf(host: string, port: string): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port || '…'}`;
}

function placeOf({ section, file, typed }: ImportService): string {
  if (typed !== undefined) return say(typed);
  const place = section === '' ? t('import.noSection') : t('import.section', { section });
  return file === undefined ? place : t('import.section.of', { section: place, file });
}

/** A section that cannot become a profile, and why. */
export function LeftOut({ service }: { readonly service: ImportService }) {
  return (
    <section
      className={css('card', 'problem')}
      aria-label={t('import.leftOut', { name: service.section || service.name })}
    >
      <CircleSlash size={18} aria-hidden />
      <div className={css('titles')}>
        <h3 className={css('title')}>
          {t('import.leftOut.title', { name: service.section === '' ? service.name : `[${service.section}]` })}
        </h3>
        {service.file !== undefined && <p className={css('section')}>{service.file}</p>}
        <p className={css('reason')}>{service.problem !== null && sentenceWords(service.problem)}</p>
        {service.notes.length > 0 && (
          <Details title={t('import.sectionLines')} count={service.notes.length}>
            <Notes notes={service.notes} />
          </Details>
        )}
      </div>
    </section>
  );
}
