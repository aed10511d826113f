import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Details.module.css';

const css = classNames(styles);

interface DetailsProps {
  readonly title: string;
  readonly count?: number;
  /** Left out: it starts closed and keeps its own state. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
  readonly children: ReactNode;
}

/** A section that opens below its title. */
export function Details({ title, count, isOpen, onOpenChange, children }: DetailsProps) {
  return (
    <Disclosure
      className={css('details')}
      {...(isOpen === undefined ? {} : { isExpanded: isOpen })}
      {...(onOpenChange === undefined ? {} : { onExpandedChange: onOpenChange })}
    >
      <Heading level={3} className={css('heading')}>
        <Button slot="trigger" className={css('trigger')}>
          <ChevronRight size={15} aria-hidden className={css('chevron')} />
          {title}
          {count !== undefined && <span className={css('count')}>{count}</span>}
        </Button>
      </Heading>
      <DisclosurePanel className={css('panel')}>{children}</DisclosurePanel>
    </Disclosure>
  );
}
