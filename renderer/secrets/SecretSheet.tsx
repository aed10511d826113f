import { KeyRound } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { secretSchemas } from '../../preload/secret-schemas.ts';
import type { Explanation, SecretField } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, ExplanationText, FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { TextInput } from '../ui/Field.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { Switch } from '../ui/Switch.tsx';
import { keepingWords, secretLabels } from './labels.ts';
import styles from './SecretSheet.module.css';

const css = classNames(styles);

interface SecretSheetProps {
  readonly view: QuietView;
  readonly canRemember: boolean;
}

const titles = (): Readonly<Record<SecretField, string>> => ({
  'key-passphrase': t('secrets.enter.passphrase'),
  psk: t('secrets.enter.psk'),
  'proxy-password': t('secrets.enter.proxy'),
  'protocol-password': t('secrets.enter.server'),
});

/** Asks for the one secret that a blocked tunnel waits for. */
export function SecretSheet({ view, canRemember }: SecretSheetProps) {
  const { closeSheet } = useActions();
  const { status } = view.tunnel;
  // What main says meanwhile must not take the field away from under somebody's typing.
  const [asked] = useState(status.kind === 'blocked' && status.remedy.kind === 'enter-secret' ? status.remedy : null);
  if (asked === null) {
    return (
      <Sheet
        title={t('secrets.nothing')}
        width="narrow"
        onClose={closeSheet}
        actions={<Button onPress={closeSheet}>{t('common.close')}</Button>}
      >
        <p>{t('secrets.nothing.text')}</p>
      </Sheet>
    );
  }
  return <Question view={view} field={asked.field} isWrong={asked.isWrong} canRemember={canRemember} />;
}

interface QuestionProps extends SecretSheetProps {
  readonly field: SecretField;
  readonly isWrong: boolean;
}

function Question({ view, field, isWrong, canRemember }: QuestionProps) {
  const { giveSecret, closeSheet } = useActions();
  const { profile, tunnel } = view;
  const [explanation] = useState(tunnel.explanation);
  const [value, setValue] = useState('');
  const [username, setUsername] = useState(usernameOf(view, field));
  const [remember, setRemember] = useState(canRemember);
  const [isTried, setIsTried] = useState(false);
  const [failure, setFailure] = useState<Explanation | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const parsed = secretSchemas[field].safeParse(value);
  const error = isTried && !parsed.success ? parsed.error.issues[0]?.message : undefined;
  const userError = isTried && username !== null && username.trim() === '' ? t('secrets.userMissing') : undefined;
  const submit = async () => {
    setIsTried(true);
    if (!parsed.success || (username !== null && username.trim() === '')) return;
    setIsBusy(true);
    const named = username === null ? {} : { username: username.trim() };
    setFailure(await giveSecret({ profileId: profile.id, field, value: parsed.data, remember, ...named }));
    setIsBusy(false);
  };
  return (
    <Sheet
      title={titles()[field]}
      subtitle={profile.name}
      icon={<KeyRound size={19} aria-hidden />}
      onClose={closeSheet}
      onSubmit={() => void submit()}
      actions={
        <>
          <Button onPress={closeSheet}>{t('common.notNow')}</Button>
          <Button look="primary" type="submit" isDisabled={isBusy}>
            {t('common.connect')}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      {explanation !== null && <Reason level={isWrong ? 'error' : 'information'} explanation={explanation} />}
      {username !== null && (
        <TextInput
          label={t('common.userName')}
          value={username}
          onChange={setUsername}
          error={userError}
          autoFocus={username === ''}
        />
      )}
      <TextInput
        label={secretLabels()[field]}
        value={value}
        onChange={setValue}
        error={error}
        secret
        autoFocus={username !== ''}
      />
      {canRemember ? (
        <Switch isSelected={remember} onChange={setRemember}>
          {t('secrets.remember')}
        </Switch>
      ) : (
        <p className={css('note')}>{keepingWords(false)}</p>
      )}
    </Sheet>
  );
}

function Reason({
  level,
  explanation,
}: {
  readonly level: 'error' | 'information';
  readonly explanation: Explanation;
}): ReactNode {
  return (
    <Callout level={level} isAlert={level === 'error'}>
      <ExplanationText explanation={explanation} />
    </Callout>
  );
}

/** null: no user name belongs to the secret. */
function usernameOf({ profile: { proxy, negotiation } }: QuietView, field: SecretField): string | null {
  if (field === 'proxy-password') return proxy === undefined || proxy.kind === 'system' ? null : (proxy.username ?? '');
  if (field !== 'protocol-password') return null;
  if (negotiation?.kind === 'connect') return negotiation.username ?? '';
  return negotiation?.kind === 'smtp' ? (negotiation.login?.username ?? null) : null;
}
