import { ClipboardCopy, RotateCw, Route, ScrollText } from 'lucide-react';
import type { Diagnosis } from '../../preload/diagnosis.ts';
import { stepTitle } from '../../preload/step-words.ts';
import { sayClause } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { Locked } from '../managed/Locked.tsx';
import type { QuietView } from '../store/state.ts';
import { useActions, useWindow } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { useCopied } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import { Details } from '../ui/Details.tsx';
import { NameAndPlace } from '../ui/Place.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { Switch } from '../ui/Switch.tsx';
import styles from './DiagnosisSheet.module.css';
import { FindingCard } from './FindingCard.tsx';
import { RemedyButton } from './RemedyButton.tsx';
import { StepRow } from './StepRow.tsx';

const css = classNames(styles);

/** The way to the server, step by step as it is walked, and what is broken about it. */
export function DiagnosisSheet({ view }: { readonly view: QuietView }) {
  const { closeSheet, diagnose, cancelDiagnosis, copyReport, openSheet, saveSettings } = useActions();
  const settings = useWindow((state) => state.app?.settings);
  const [copied, showCopied] = useCopied();
  const profileId = view.profile.id;
  const { diagnosis } = view.tunnel;
  const isRunning = diagnosis?.state === 'running';
  const close = () => {
    if (isRunning) void cancelDiagnosis(profileId);
    closeSheet();
  };
  const copy = async () => {
    if (await copyReport(profileId)) showCopied();
  };
  const remedy = diagnosis?.broken?.words.remedy.kind ?? 'again';
  return (
    <Sheet
      title={t('common.checkConnection')}
      subtitle={<NameAndPlace name={view.profile.name} place={diagnosis?.target ?? null} />}
      icon={<Route size={19} aria-hidden />}
      onClose={close}
      actions={
        <>
          {!isRunning && (
            <div className={css('report')}>
              <Button look="quiet" icon={<ClipboardCopy size={15} aria-hidden />} onPress={() => void copy()}>
                {copied ? t('common.copied') : t('diagnose.copyReport')}
              </Button>
            </div>
          )}
          <Button onPress={close}>{isRunning ? t('common.cancel') : t('common.close')}</Button>
          {!isRunning && <RemedyButton view={view} />}
        </>
      }
    >
      <div role="status" aria-live="polite">
        {diagnosis !== null && <Outcome diagnosis={diagnosis} />}
      </div>
      <ol className={css('steps')} aria-label={t('diagnose.steps')}>
        {(diagnosis?.steps ?? []).map((step) => (
          <StepRow key={step.step} report={step} />
        ))}
      </ol>
      {!isRunning && diagnosis !== null && (
        <Details title={t('diagnose.seen')}>
          <dl className={css('seen')}>
            {diagnosis.steps
              .filter(({ facts }) => facts.length > 0)
              .map(({ step, facts }) => (
                <div key={step}>
                  <dt>{stepTitle(step)}</dt>
                  {facts.map(sayClause).map((fact) => (
                    <dd key={fact}>{fact}</dd>
                  ))}
                </div>
              ))}
          </dl>
        </Details>
      )}
      {!isRunning && settings !== undefined && (
        <Locked setting="checkOthers" withReason>
          <Switch
            isSelected={settings.checkOthers !== false}
            onChange={(checkOthers) => saveSettings({ ...settings, checkOthers })}
          >
            {t('diagnosis.others')}
          </Switch>
        </Locked>
      )}
      {!isRunning && (
        <p className={css('more')}>
          {remedy !== 'again' && (
            <Button
              look="quiet"
              size="small"
              icon={<RotateCw size={14} aria-hidden />}
              onPress={() => void diagnose(profileId)}
            >
              {t('diagnose.again')}
            </Button>
          )}
          <Button
            look="quiet"
            size="small"
            icon={<ScrollText size={14} aria-hidden />}
            onPress={() => openSheet({ kind: 'log' })}
          >
            {t('diagnose.explainLog')}
          </Button>
        </p>
      )}
    </Sheet>
  );
}

function Outcome({ diagnosis }: { readonly diagnosis: Diagnosis }) {
  const { state, broken, remarks } = diagnosis;
  if (state === 'running') return null;
  return (
    <div className={css('outcome')}>
      {broken !== null && <FindingCard told={broken} level="error" />}
      {broken === null && state === 'done' && <Callout level="done">{t('diagnose.works')}</Callout>}
      {broken === null && state === 'cancelled' && <Callout level="information">{t('diagnose.ended')}</Callout>}
      {remarks.map((remark) => (
        <FindingCard key={remark.finding.kind} told={remark} level="warning" />
      ))}
    </div>
  );
}
