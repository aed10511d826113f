import { createContext, type ReactNode, type Ref, useContext } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { classNames } from './class-names.ts';
import styles from './Sheet.module.css';
import { useSheetFocus } from './use-sheet-focus.ts';

const css = classNames(styles);

/** What every sheet shows below its title, besides what is its own. */
export const SheetMessages = createContext<ReactNode>(null);

interface SheetProps {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly icon?: ReactNode;
  readonly tone?: 'calm' | 'alarming';
  readonly onClose: () => void;
  readonly width?: 'narrow' | 'normal' | 'wide';
  readonly role?: 'dialog' | 'alertdialog';
  readonly children: ReactNode;
  /** Buttons, the default one last. */
  readonly actions: ReactNode;
  /** Beside the buttons: why the default one cannot be pressed yet. */
  readonly hint?: string | null;
  /** Called on Enter in a field, when the sheet is a form. */
  readonly onSubmit?: () => void;
  /** Stands at the end of what the sheet says. */
  readonly end?: Ref<HTMLDivElement>;
}

/** A modal sheet. A click beside it does not close it, so that typed text is not lost; Escape does. */
export function Sheet({ title, subtitle, icon, onClose, ...options }: SheetProps) {
  const { tone = 'calm', width = 'normal', role = 'dialog', children, actions, hint = null, onSubmit, end } = options;
  const messages = useContext(SheetMessages);
  const content = useSheetFocus();
  const body = (
    <>
      <div className={css('body')} ref={content} data-sheet-body>
        {children}
        {end !== undefined && <div ref={end} className={css('end')} />}
      </div>
      <footer className={css('footer')}>
        {hint !== null && (
          <p className={css('hint')} aria-live="polite">
            {hint}
          </p>
        )}
        <div className={css('actions')}>{actions}</div>
      </footer>
    </>
  );
  return (
    <ModalOverlay className={css('overlay')} isOpen onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Modal className={css('modal', width)}>
        <Dialog className={css('dialog')} role={role}>
          <header className={css('header')}>
            {icon !== undefined && <span className={css('icon', tone)}>{icon}</span>}
            <div className={css('titles')}>
              <Heading slot="title" level={2} className={css('title')}>
                {title}
              </Heading>
              {subtitle !== undefined && <p className={css('subtitle')}>{subtitle}</p>}
            </div>
          </header>
          {messages}
          {onSubmit === undefined ? (
            body
          ) : (
            <form
              className={css('form')}
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                onSubmit();
              }}
            >
              {body}
            </form>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
