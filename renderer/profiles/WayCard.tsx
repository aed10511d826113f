import { Check, ChevronRight, X } from 'lucide-react';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { classNames } from '../ui/class-names.ts';
import { Place } from '../ui/Place.tsx';
import styles from './WayCard.module.css';
import { type StepState, wayOf } from './way.ts';

const css = classNames(styles);

const stateWords = {
  open: 'profile.way.open',
  unknown: 'profile.way.unknown',
  broken: 'profile.way.broken',
} as const satisfies Readonly<Record<StepState, string>>;

/** The way as a picture: what works, and where it is broken. */
export function WayCard({ view }: { readonly view: QuietView }) {
  return (
    <ol className={css('way')} aria-label={t('profile.way')}>
      {wayOf(view).map(({ kind, title, detail, state }, index) => (
        <li key={kind} className={css('step', state, kind)}>
          {index > 0 && <ChevronRight size={14} aria-hidden className={css('arrow')} />}
          <span className={css('box')}>
            <span className={css('title')}>
              {state === 'open' && <Check size={13} aria-hidden />}
              {state === 'broken' && <X size={13} aria-hidden />}
              <span>{isHost(title) ? <Place text={title} /> : title}</span>
            </span>
            <span className={css('detail')}>{state === 'broken' ? t(stateWords.broken) : detail}</span>
            {state !== 'broken' && <span className={css('hidden')}>, {t(stateWords[state])}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** Numbers and versions are short, and are not read when they are broken. */
const isHost = (title: string): boolean => /[a-z]{2,}[./@]/i.test(title);
