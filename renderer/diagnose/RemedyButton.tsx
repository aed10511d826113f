import { Copy, Globe, RotateCw } from 'lucide-react';
import type { DiagnosisRemedy } from '../../preload/diagnosis.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { useCopied } from '../ui/CopyButton.tsx';
import { copyText } from '../ui/clipboard.ts';

/** The one thing to do about what was found; without a finding, to check again. */
export function RemedyButton({ view }: { readonly view: QuietView }) {
  const actions = useActions();
  const [copied, showCopied] = useCopied();
  const { diagnosis, status } = view.tunnel;
  const words = diagnosis?.broken?.words ?? null;
  const profileId = view.profile.id;
  const again = () => void actions.diagnose(profileId);
  /** The tunnel asks for it itself once it is on and has met the same. */
  const ask = (kind: 'trust' | 'secret' | 'identity') => {
    if (status.kind === 'blocked') actions.openSheet({ kind, profileId });
    else {
      actions.closeSheet();
      void actions.switchTunnel(profileId, true);
    }
  };
  const edit = () => actions.openSheet({ kind: 'edit', profileId });
  const move = () => {
    actions.closeSheet();
    void actions.moveToFreePort(profileId);
  };
  const copyCommand = () => {
    if (copyText(words?.serverCommand ?? '')) showCopied();
  };
  const remedies: Readonly<Record<DiagnosisRemedy['kind'], readonly [label: string, act: () => void]>> = {
    'open-page': [t('common.remedy.loginPage'), () => void actions.openLoginPage(profileId)],
    'look-at-certificate': [t('common.remedy.certificate'), () => ask('trust')],
    'enter-secret': [t('common.remedy.secret'), () => ask('secret')],
    'choose-identity': [t('common.remedy.identity'), () => ask('identity')],
    'use-free-port': [t('common.remedy.port'), move],
    'edit-profile': [t('common.remedy.profile'), edit],
    'copy-command': [copied ? t('common.copied') : t('diagnose.copyCommand'), copyCommand],
    again: [t('diagnose.again'), again],
  };
  const kind = words?.remedy.kind ?? 'again';
  const [label, act] = remedies[kind];
  const Icon = icons[kind];
  return (
    <Button look="primary" autoFocus {...(Icon ? { icon: <Icon size={15} aria-hidden /> } : {})} onPress={act}>
      {label}
    </Button>
  );
}

const icons: Partial<Record<DiagnosisRemedy['kind'], typeof Globe>> = {
  'open-page': Globe,
  'copy-command': Copy,
  again: RotateCw,
};
