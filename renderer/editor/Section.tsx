import { type ReactNode, useState } from 'react';
import { Details } from '../ui/Details.tsx';
import styles from './EditorSheet.module.css';

interface SectionFrameProps {
  readonly title: string;
  /** Something in it is set, so that it is worth a look. */
  readonly isUsed: boolean;
  /** Grows with each refusal that is about a field in here: it opens then. */
  readonly refusals: number;
  readonly children: ReactNode;
}

/** A folded part of the editor. It starts open when something in it is set. */
export function Section({ title, isUsed, refusals, children }: SectionFrameProps) {
  const [isOpen, setIsOpen] = useState(isUsed);
  const [seen, setSeen] = useState(refusals);
  if (seen !== refusals) {
    setSeen(refusals);
    setIsOpen(true);
  }
  return (
    <Details title={title} isOpen={isOpen} onOpenChange={setIsOpen}>
      <div className={styles['section']}>{children}</div>
    </Details>
  );
}
