import { Check, Copy, FileDown, Share2 } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import type { Explanation, Note, Profile } from '../../preload/types.ts';
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
      title={`Share “${profile.name}”`}
      subtitle="For a colleague who uses Adit: it opens as a preview."
      icon={<Share2 size={19} aria-hidden />}
      onClose={closeSheet}
      actions={
        <>
          <Button icon={<FileDown size={16} aria-hidden />} onPress={() => void save()}>
            Save as file…
          </Button>
          <Button look="primary" onPress={closeSheet}>
            Done
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      {savedPath !== null && (
        <Callout level="done">
          <p role="status">Saved as {savedPath}.</p>
        </Callout>
      )}
      {made?.ok === false && (
        <Callout level="information">
          <ExplanationText explanation={made.explanation} />
        </Callout>
      )}
      {made?.ok && <Link link={made.value.link} />}
      <p className={css('quiet')}>
        It says where the server is and how it is verified. No private key, no password and nothing about this computer
        is in it.
      </p>
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
        {copied ? 'Copied' : 'Copy link'}
      </Button>
    </div>
  );
}

function LeftOut({ notes }: { readonly notes: readonly Note[] }) {
  return (
    <Callout level="warning">
      <ul className={css('reasons')} aria-label="Left out">
        {notes.map(({ reason }) => (
          <li key={reason}>{reason}</li>
        ))}
      </ul>
    </Callout>
  );
}

function Picture({ link }: { readonly link: string }) {
  const picture = useMemo(() => qrPicture(link), [link]);
  if (picture === null) {
    return (
      <p className={css('quiet')}>
        The link is too long for a QR code: its certificates take more than one can hold. Send the link, or save it as a
        file.
      </p>
    );
  }
  return (
    <figure className={css('picture')}>
      <QrCode picture={picture} label="QR code of the link" />
      <figcaption className={css('quiet')}>Or let a camera read it from this screen.</figcaption>
    </figure>
  );
}
