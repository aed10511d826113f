import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { LogReading } from '../../preload/diagnosis.ts';
import type { Explanation } from '../../preload/types.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { Callout, FailureCallout } from '../ui/Callout.tsx';
import { classNames } from '../ui/class-names.ts';
import { TextInput } from '../ui/Field.tsx';
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
      title="Explain stunnel’s log"
      subtitle="Of the server or of a client: what it says, in words."
      icon={<ScrollText size={19} aria-hidden />}
      onClose={closeSheet}
      actions={
        <>
          <Button onPress={closeSheet}>Close</Button>
          <Button look="primary" isDisabled={text.trim() === ''} onPress={() => void read()}>
            Explain
          </Button>
        </>
      }
    >
      <FailureCallout explanation={failure} />
      <TextInput
        label="stunnel’s log"
        help="On most servers: sudo journalctl -u stunnel4 -n 50. It stays on this computer."
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
    return (
      <Callout level="information">None of these lines is stunnel’s: its lines have LOG and a number in them.</Callout>
    );
  }
  if (findings.length === 0) return <Callout level="done">None of these lines says that something is wrong.</Callout>;
  return findings.map(({ kind, title, line, count, text, why, next, isFault }) => (
    <Callout key={`${kind} ${title}`} level={isFault ? 'error' : 'information'}>
      <div className={css('finding')}>
        <h3>{title}</h3>
        <code>
          {line}: {text}
          {count > 1 && ` (and ${count - 1} more)`}
        </code>
        <p>{why}</p>
        <p>{next}</p>
      </div>
    </Callout>
  ));
}
