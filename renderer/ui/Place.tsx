import { Fragment } from 'react';
import { classNames } from './class-names.ts';
import styles from './Place.module.css';

const css = classNames(styles);

/** An address or a URL. A line ends behind one of its parts before it ends anywhere else, and never within the port. */
export function Place({ text }: { readonly text: string }) {
  const port = /:\d+$/.exec(text)?.[0] ?? '';
  const parts = text.slice(0, text.length - port.length).matchAll(/[^./@]+[./@]*|[./@]+/g);
  return (
    <bdi dir="ltr">
      {[...parts].map(({ index, 0: part }) => (
        <Fragment key={index}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
      <span className={css('port')}>{port}</span>
    </bdi>
  );
}

/** What a sheet is about: a server's name, and its address if that is known. */
export function NameAndPlace({ name, place }: { readonly name: string; readonly place: string | null }) {
  return (
    <>
      <bdi>{name}</bdi>
      {place !== null && (
        <>
          {' · '}
          <Place text={place} />
        </>
      )}
    </>
  );
}
