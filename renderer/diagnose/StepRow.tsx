import type { StepReport, StepState } from '../../preload/diagnosis.ts';
import { stepTitle } from '../../preload/step-words.ts';
import { milliseconds } from '../../preload/words/format.ts';
import { t } from '../../preload/words/words.ts';
import { StatusIcon } from '../profiles/StatusIcon.tsx';
import type { Tone } from '../profiles/status.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './StepRow.module.css';

const css = classNames(styles);

const tones: Readonly<Record<StepState, Tone>> = {
  running: 'busy',
  good: 'good',
  remark: 'attention',
  broken: 'bad',
  skipped: 'off',
};

const words = (): Readonly<Record<StepState, string>> => ({
  running: t('diagnose.step.running'),
  good: '',
  remark: t('diagnose.step.remark'),
  broken: t('diagnose.step.broken'),
  skipped: t('diagnose.step.skipped'),
});

export function StepRow({ report: { step, state, ms } }: { readonly report: StepReport }) {
  return (
    <li className={css('row', state)} data-testid={`step-${step}`} data-state={state}>
      <StatusIcon tone={tones[state]} size={15} />
      <span className={css('title')}>{stepTitle(step)}</span>
      <span className={css('word')}>{words()[state]}</span>
      <span className={css('time')}>{state === 'skipped' || ms === null || ms < 0.5 ? '' : timeText(ms)}</span>
    </li>
  );
}

const timeText = (ms: number): string =>
  ms < 950 ? milliseconds(Math.round(ms)) : t('diagnose.seconds', { count: ms / 1000 });
