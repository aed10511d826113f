import { commandFields, emptyFields, fillIn, unknownFields } from '../../preload/command-template.ts';
import { splitWords } from '../../preload/fields/words-of-a-line.ts';
import { reachableAt } from '../../preload/loopback.ts';
import { t } from '../../preload/words/words.ts';
import { classNames } from '../ui/class-names.ts';
import styles from './CommandPreview.module.css';
import type { ProfileDraft } from './draft.ts';

const css = classNames(styles);

/** The same word may stand in several places. */
const placed = (words: readonly string[]) => words.map((word, place) => ({ place, word }));

/** What the command becomes, each argument by itself, while it is typed; and what may be wrong about it. */
export function CommandPreview({ draft }: { readonly draft: ProfileDraft }) {
  const line = draft.forms.command.argv;
  if (line.trim() === '') return null;
  const argv = splitWords(line);
  const [accept] = draft.accept;
  const [connect] = draft.connect;
  const values = {
    host: reachableAt(accept?.host.trim() ?? ''),
    port: accept?.port.trim() ?? '',
    socket: draft.forms.socket.path.trim(),
    user: draft.user.trim(),
    server: connect?.host.trim() ?? '',
  };
  return (
    <div className={css('preview')} role="status" aria-label={t('editor.command.preview')}>
      {argv === null ? (
        <p className={css('problem')}>{t('editor.command.openQuote')}</p>
      ) : (
        <>
          <p className={css('label')}>{t('editor.command.preview')}</p>
          <ol className={css('words')} dir="ltr">
            {placed(fillIn(argv, values)).map(({ place, word }) => (
              <li key={place}>
                <code>{word === '' ? t('editor.command.emptyWord') : word}</code>
              </li>
            ))}
          </ol>
          {unknownFields(argv).map((name) => (
            <p key={name} className={css('problem')}>
              {t('editor.command.unknown', {
                name: `{${name}}`,
                fields: commandFields.map((each) => `{${each}}`).join(', '),
              })}
            </p>
          ))}
          {emptyFields(argv, values).map((name) => (
            <p key={name} className={css('problem')}>
              {t('editor.command.empty', { name: `{${name}}` })}
            </p>
          ))}
        </>
      )}
    </div>
  );
}
