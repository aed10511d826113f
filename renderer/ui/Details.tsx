import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Details.module.css';

const css = classNames(styles);

interface DetailsProps {
  readonly title: string;
  readonly count?: number;
  readonly isOpen?: boolean;
  readonly children: ReactNode;
}

/** A section that opens below its title. */
export function Details({ title, count, isOpen = false, children }: DetailsProps) {
  return (
    <Disclosure className={css('details')} defaultExpanded={isOpen}>
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
