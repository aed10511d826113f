import { Ban, Circle, CircleCheck, LoaderCircle, TriangleAlert } from 'lucide-react';
import { classNames } from '../ui/class-names.ts';
import styles from './StatusIcon.module.css';
import type { Tone } from './status.ts';

const css = classNames(styles);

const icons = { off: Circle, busy: LoaderCircle, good: CircleCheck, attention: TriangleAlert, bad: Ban };

/** A shape for each tone, so that colour is never the only difference. */
export function StatusIcon({ tone, size = 14 }: { readonly tone: Tone; readonly size?: number }) {
  const Icon = icons[tone];
  return <Icon size={size} strokeWidth={2.25} aria-hidden className={css('icon', tone)} />;
}
