import { Check, Copy, FileDown, Share2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Explanation, Note, Profile } from '../../preload/types.ts';
import { sayKept } from '../../preload/words/kept-text.ts';
import { t } from '../../preload/words/words.ts';
import type { Answered } from '../store/requests.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, ExplanationText, FailureCallout } from '../ui/Callout.tsx';
import { useCopied } from '../ui/CopyButton.tsx';
import { classNames } from '../ui/class-names.ts';
import { copyText } from '../ui/clipboard.ts';
import { Sheet } from '../ui/Sheet.tsx';
import { QrCode } from './QrCode.tsx';
import { qrPicture } from './qr.ts';
import styles from './ShareSheet.module.css';

const css = classNames(styles);

/** A profile for a colleague: as a link, as a picture of the link, as a file. */
export function ShareSheet({ profile }: { readonly profile: Profile }) {
  const { shareLink, shareFile, closeSheet } = useActions();
  const [made, setMade] = useState<Answered<{ readonly link: string; readonly notes: readonly Note[] }> | null>(null);
  const [savedNotes, setSavedNotes] = useState<readonly Note[]>([]);
  const [savedPath, setSavedPath] = useState<string | null>(null);
  const [failure, setFailure] = useState<Explanation | null>(null);

  useEffect(() => {
    let isCurrent = true;
    void shareLink(profile.id).then((answer) => isCurrent && setMade(answer));
    return () => {
      isCurrent = false;
    };
  }, [profile.id, shareLink]);

  const save = async () => {
    const saved = await shareFile(profile.id);
    setFailure(saved.ok ? null : saved.explanation);
    if (!saved.ok || saved.value === null) return;
    setSavedNotes(saved.value.notes);
    setSavedPath(saved.value.path);
  };
  const notes = made?.ok ? made.value.notes : savedNotes;

  return (
    <Sheet
      title={t('share.title', { name: profile.name })}
      subtitle={t('share.subtitle')}
      icon={<Share2 size={19} aria-hidden />}
      onClose={closeSheet}
      actions={
        <>
          <Button icon={<FileDown size={16} aria-hidden />} onPress={() => void save()}>
            {t('share.saveFile')}
          </Button>
          <Button look="primary" onPress={closeSheet}>
            {t('common.done')}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      {savedPath !== null && (
        <Callout level="done">
          <p role="status">{t('common.savedAs', { path: savedPath })}</p>
        </Callout>
      )}
      {made?.ok === false && (
        <Callout level="information">
          <ExplanationText explanation={made.explanation} />
        </Callout>
      )}
      {made?.ok && <Link link={made.value.link} />}
      <p className={css('quiet')}>{t('share.what')}</p>
      {notes.length > 0 && <LeftOut notes={notes} />}
      {made?.ok && <Picture link={made.value.link} />}
    </Sheet>
  );
}

function Link({ link }: { readonly link: string }) {
  const [copied, showCopied] = useCopied();
  return (
    <div className={css('link')}>
      <code className={css('text')} data-testid="share-link">
        {link}
      </code>
      <Button
        icon={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
        onPress={() => copyText(link) && showCopied()}
      >
        {copied ? t('common.copied') : t('share.copyLink')}
      </Button>
    </div>
  );
}

function LeftOut({ notes }: { readonly notes: readonly Note[] }) {
  return (
    <Callout level="warning">
      <ul className={css('reasons')} aria-label={t('share.leftOut')}>
        {notes.map(({ reason }) => (
          <li key={JSON.stringify(reason)}>{sayKept(reason)}</li>
        ))}
      </ul>
    </Callout>
  );
}

function Picture({ link }: { readonly link: string }) {
  const picture = useMemo(() => qrPicture(link), [link]);
  if (picture === null) {
    return <p className={css('quiet')}>{t('share.tooLong')}</p>;
  }
  return (
    <figure className={css('picture')}>
      <QrCode picture={picture} label={t('share.qr')} />
      <figcaption className={css('quiet')}>{t('share.camera')}</figcaption>
    </figure>
  );
}
