import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { LogReading } from '../../preload/diagnosis.ts';
import type { Explanation } from '../../preload/types.ts';
import { say } from '../../preload/words/say.ts';
import { t } from '../../preload/words/words.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { TextInput } from '../ui/Field.tsx';
import { rich } from '../ui/rich.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './LogSheet.module.css';

const css = classNames(styles);

/** What stunnel says, pasted, and what it means. */
export function LogSheet() {
  const { closeSheet, readLog } = useActions();
  const [text, setText] = useState('');
  const [reading, setReading] = useState<LogReading | null>(null);
  const [failure, setFailure] = useState<Explanation | null>(null);
  const read = async () => {
    const answer = await readLog(text);
    setFailure(answer.ok ? null : answer.explanation);
    setReading(answer.ok ? answer.value : null);
  };
  return (
    <Sheet
      title={t('diagnose.log')}
      subtitle={t('diagnose.log.subtitle')}
      icon={<ScrollText size={19} aria-hidden />}
      onClose={closeSheet}
      actions={
        <>
          <Button onPress={closeSheet}>{t('common.close')}</Button>
          <Button look="primary" isDisabled={text.trim() === ''} onPress={() => void read()}>
            {t('diagnose.log.explain')}
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      <TextInput
        label={t('diagnose.log.label')}
        help={rich('diagnose.log.help', { code: (parts) => <code>{parts}</code> })}
        value={text}
        onChange={setText}
        lines={6}
        monospace
        placeholder="2026.11.29 20:19:39 LOG3[8]: s_connect: connect 127.0.0.1:22: Connection refused (111)"
      />
      <div role="status" className={css('findings')}>
        {reading !== null && <Meaning reading={reading} />}
      </div>
    </Sheet>
  );
}

function Meaning({ reading: { lines, findings } }: { readonly reading: LogReading }) {
  if (lines === 0) {
    return <Callout level="information">{t('diagnose.log.notStunnels')}</Callout>;
  }
  if (findings.length === 0) return <Callout level="done">{t('diagnose.log.nothingWrong')}</Callout>;
  return findings.map(({ kind, title, line, count, text, why, next, isFault }) => (
    <Callout key={`${kind} ${say(title)}`} level={isFault ? 'error' : 'information'}>
      <div className={css('finding')}>
        <h3>{say(title)}</h3>
        <code>
          {line}: {text}
          {count > 1 && ` ${t('diagnose.log.more', { count: count - 1 })}`}
        </code>
        <p>{say(why)}</p>
        <p>{say(next)}</p>
      </div>
    </Callout>
  ));
}
