import { type HTMLAttributes, useLayoutEffect, useRef } from 'react';
import { classNames } from './class-names.ts';
import styles from './LiveText.module.css';

const css = classNames(styles);

interface LiveTextProps extends Omit<HTMLAttributes<HTMLSpanElement>, 'children'> {
  /** Calls when the text may be another; returns how to stop. */
  readonly follow: (changed: () => void) => () => void;
  /** An empty text takes no place. */
  readonly read: () => string;
  /** Else it is as wide as there is place. */
  readonly isAsWideAsText?: boolean;
}

/** A text of the same width, and the same text as long as only figures and arrows change: each figure is the zero of its script. */
const shapeOf = (text: string): string =>
  text.replace('↑', '↓').replace(/\p{Nd}/gu, (digit) => String.fromCodePoint((digit.codePointAt(0) ?? 0) & ~0xf));

/**
 * A text that follows what changes all the time: it is written into the page as it is, and nothing is rendered for it. Its
 * place has a size of its own, so that another text is laid out in it and nowhere else.
 */
export function LiveText({ follow, read, isAsWideAsText = false, className = '', ...rest }: LiveTextProps) {
  const place = useRef<HTMLSpanElement>(null);
  const text = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const node = document.createTextNode('');
    text.current?.replaceChildren(node);
    const write = () => {
      const next = read();
      if (node.data === next || place.current === null) return;
      if ((node.data === '') !== (next === '')) place.current.hidden = next === '';
      const shape = shapeOf(next);
      if (isAsWideAsText && place.current.dataset['shape'] !== shape) place.current.dataset['shape'] = shape;
      node.data = next;
    };
    if (place.current !== null) place.current.hidden = true;
    write();
    return follow(write);
  }, [follow, read, isAsWideAsText]);
  return (
    <span ref={place} className={`${css('place')} ${className}`} {...rest}>
      <span ref={text} className={css('text')} />
    </span>
  );
}
