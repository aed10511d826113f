import { Ellipsis } from 'lucide-react';
import type { ReactNode } from 'react';
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { IconButton } from './Button.tsx';
import { classNames } from './class-names.ts';
import styles from './Menu.module.css';

const css = classNames(styles);

export interface MenuChoice {
  readonly label: string;
  readonly icon: ReactNode;
  readonly onChoose: () => void;
}

/** A button that opens a menu below it. */
export function Menu({ label, choices }: { readonly label: string; readonly choices: readonly MenuChoice[] }) {
  return (
    <MenuTrigger>
      <IconButton label={label}>
        <Ellipsis size={16} aria-hidden />
      </IconButton>
      <Popover className={css('popover')} placement="bottom end" offset={4}>
        <AriaMenu className={css('menu')} aria-label={label}>
          {choices.map((choice) => (
            <MenuItem
              key={choice.label}
              id={choice.label}
              textValue={choice.label}
              className={css('item')}
              onAction={choice.onChoose}
            >
              {choice.icon}
              {choice.label}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
