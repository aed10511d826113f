import { type HTMLAttributes, useLayoutEffect, useRef } from 'react';

interface LiveTextProps extends Omit<HTMLAttributes<HTMLSpanElement>, 'children'> {
  /** Calls when the text may be another; returns how to stop. */
  readonly follow: (changed: () => void) => () => void;
  readonly read: () => string;
}

/** A text that follows what changes all the time: it is written into the page as it is, and nothing is rendered for it. */
export function LiveText({ follow, read, ...rest }: LiveTextProps) {
  const element = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const node = document.createTextNode(read());
    element.current.replaceChildren(node);
    return follow(() => {
      const text = read();
      if (node.data !== text) node.data = text;
    });
  }, [follow, read]);
  return <span ref={element} {...rest} />;
}
