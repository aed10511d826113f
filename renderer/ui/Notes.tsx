import { sayMarks } from '../../preload/left-out.ts';
import type { Note } from '../../preload/types.ts';
import { sayKept } from '../../preload/words/kept-text.ts';
import { t } from '../../preload/words/words.ts';
import { classNames } from './class-names.ts';
import styles from './Notes.module.css';

const css = classNames(styles);

/** What of an imported file has no effect or deserves attention, with its line. */
export function Notes({ notes }: { readonly notes: readonly Note[] }) {
  return (
    <ul className={css('notes')}>
      {notes.map((note) => (
        <li key={`${note.file}:${note.line}:${note.text}:${JSON.stringify(note.reason)}`} className={css('note')}>
          <span className={css('line')}>{note.line === null ? t('ui.file') : t('ui.line', { line: note.line })}</span>
          <div className={css('text')}>
            {note.file !== undefined && <p>{note.file}</p>}
            {note.text !== '' && <code className={css('source')}>{sayMarks(note.text)}</code>}
            <p>{sayMarks(sayKept(note.reason))}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
