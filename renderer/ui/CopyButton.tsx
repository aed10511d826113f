import { Check, Copy } from 'lucide-react';
import { memo, useEffect, useState } from 'react';
import { t } from '../../preload/words/words.ts';
import { IconButton } from './Button.tsx';
import { copyText } from './clipboard.ts';
import { useLanguage } from './use-language.ts';

/** True for two seconds after each call, for a tick in place of the copy icon. */
export function useCopied(): readonly [boolean, () => void] {
  const [copied, setCopied] = useState(0);
  useEffect(() => {
    if (copied === 0) return;
    const timer = setTimeout(() => setCopied(0), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied > 0, () => setCopied((count) => count + 1)];
}

/** `what` completes the accessible name: `Copy local address`. */
export const CopyButton = memo(function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  useLanguage();
  const [copied, showCopied] = useCopied();
  return (
    <IconButton
      label={copied ? t('common.copied') : t('ui.copy', { what })}
      onPress={() => copyText(text) && showCopied()}
    >
      {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
    </IconButton>
  );
});
