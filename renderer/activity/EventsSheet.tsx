import { Copy, Download, ScrollText } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { LogLevel, LogLine } from '../../preload/types.ts';
import { t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { copyText } from '../ui/clipboard.ts';
import { Select } from '../ui/Field.tsx';
import { SearchInput } from '../ui/SearchInput.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { Switch } from '../ui/Switch.tsx';
import styles from './EventsSheet.module.css';
import { levelChoices } from './level-choices.ts';
import { chosenLines, levelsFrom, lineText } from './lines.ts';

const css = classNames(styles);

const EVERY_MS = 1000;
const KEPT = 2000;

/** What has happened, of one server or of all. */
export function EventsSheet({ view }: { readonly view: QuietView }) {
  const { closeSheet, saveLog } = useActions();
  const { id, name } = view.profile;
  const [whose, setWhose] = useState<'this' | 'all'>('this');
  const [level, setLevel] = useState<LogLevel>('info');
  const [query, setQuery] = useState('');
  const [follows, setFollows] = useState(true);
  const lines = useLines();
  const shown = chosenLines(lines, { profileId: whose === 'this' ? id : null, levels: levelsFrom(level), query });
  const end = useRef<HTMLDivElement>(null);
  const last = shown.at(-1)?.number;
  useEffect(() => {
    if (follows && last !== undefined) end.current?.scrollIntoView({ block: 'nearest' });
  }, [follows, last]);
  const save = () => void saveLog({ profileId: whose === 'this' ? id : null, levels: levelsFrom(level) });
  return (
    <Sheet
      title={t('activity.log')}
      icon={<ScrollText size={19} aria-hidden />}
      width="wide"
      onClose={closeSheet}
      actions={
        <>
          <Button icon={<Copy size={15} aria-hidden />} onPress={() => copyText(shown.map(lineText).join('\n'))}>
            {t('activity.log.copy')}
          </Button>
          <Button icon={<Download size={15} aria-hidden />} onPress={save}>
            {t('activity.log.save')}
          </Button>
          <Button look="primary" onPress={closeSheet}>
            {t('common.close')}
          </Button>
        </>
      }
    >
      <div className={css('choices')}>
        <Select
          label={t('activity.log.of')}
          value={whose}
          onChange={setWhose}
          choices={[
            { value: 'this', label: name },
            { value: 'all', label: t('activity.log.everything') },
          ]}
        />
        <Select label={t('activity.log.show')} value={level} onChange={setLevel} choices={levelChoices()} />
      </div>
      <SearchInput label={t('activity.log.search')} value={query} onChange={setQuery} />
      <Switch isSelected={follows} onChange={setFollows}>
        {t('activity.log.follow')}
      </Switch>
      <section className={css('lines')} data-machine aria-label={t('activity.log.lines')}>
        {shown.length === 0 && <p className={css('none')}>{t('activity.log.none')}</p>}
        {shown.map((line) => (
          <p key={line.number} className={css('line', line.level)}>
            {lineText(line)}
          </p>
        ))}
        <div ref={end} />
      </section>
    </Sheet>
  );
}

/** The last lines, with what has come since. */
function useLines(): readonly LogLine[] {
  const { logAfter } = useActions();
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const after = useRef(0);
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      if (document.visibilityState === 'hidden') return;
      const more = await logAfter(after.current);
      const newest = more.at(-1)?.number ?? 0;
      if (!isCurrent || newest <= after.current) return;
      after.current = newest;
      setLines((known) => [...known, ...more].slice(-KEPT));
    };
    void ask();
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [logAfter]);
  return lines;
}
