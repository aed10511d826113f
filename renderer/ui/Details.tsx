import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { counted } from '../../preload/words/format.ts';
import { classNames } from './class-names.ts';
import styles from './Details.module.css';

const css = classNames(styles);

interface DetailsProps {
  readonly title: string;
  readonly count?: number;
  /** Of its heading: 3 in a sheet or a part of its own, 2 right below the page's. */
  readonly level?: 2 | 3;
  /** Left out: it starts closed and keeps its own state. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** A section that opens below its title. */
export function Details({ title, count, level = 3, isOpen, onOpenChange, children }: DetailsProps) {
  return (
    <Disclosure
      className={css('details')}
      {...(isOpen === undefined ? {} : { isExpanded: isOpen })}
      {...(onOpenChange === undefined ? {} : { onExpandedChange: onOpenChange })}
    >
      <Heading level={level} className={css('heading')}>
        <Button slot="trigger" className={css('trigger')}>
          <ChevronRight size={15} aria-hidden className={css('chevron')} />
          {title}
          {count !== undefined && <span className={css('count')}>{counted(count)}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className={css('panel')}>{children}</DisclosurePanel>
    </Disclosure>
  );
}
