import { Activity } from 'lucide-react';
import type { OpenConnection, TrafficDay } from '../../preload/types.ts';
import { inOneLine } from '../../preload/words/format.ts';
import { currentLocale, t } from '../../preload/words/words.ts';
import type { QuietView } from '../store/state.ts';
import { useActions } from '../store-context.tsx';
import { Button } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { formatBytes, formatEndpoint } from '../ui/format.ts';
import { Sheet } from '../ui/Sheet.tsx';
import styles from './ActivitySheet.module.css';
import { RatesChart } from './RatesChart.tsx';
import { ServerDelays } from './ServerDelays.tsx';
import { useLook } from './use-look.ts';
import { durationWords, programWords, wayWords } from './words.ts';

const css = classNames(styles);

/** What goes through a tunnel now: the last minutes, who is connected, and what the days came to. */
export function ActivitySheet({ view }: { readonly view: QuietView }) {
  const { closeSheet, endConnection } = useActions();
  const { id, name } = view.profile;
  const look = useLook(id);
  return (
    <Sheet
      title={t('activity.title')}
      subtitle={name}
      icon={<Activity size={19} aria-hidden />}
      width="wide"
      onClose={closeSheet}
      actions={
        <Button look="primary" onPress={closeSheet}>
          {t('common.close')}
        </Button>
      }
    >
      {look && (
        <>
          <RatesChart history={look.history} />
          <ServerDelays servers={look.delays ?? []} />
          <Connections connections={look.connections} onEnd={(number) => void endConnection(id, number)} />
          <Days days={look.history.days} />
        </>
      )}
    </Sheet>
  );
}

interface ConnectionsProps {
  readonly connections: readonly OpenConnection[];
  readonly onEnd: (number: number) => void;
}

function Connections({ connections, onEnd }: ConnectionsProps) {
  return (
    <section className={css('part')} aria-label={t('common.openConnections')}>
      <h3 className={css('title')}>{t('common.openConnections')}</h3>
      {connections.length === 0 && <p className={css('none')}>{t('activity.none')}</p>}
      <ul className={css('connections')}>
        {connections.map((connection) => {
          const { number, since, sent, received, peer, server } = connection;
          const program = programWords(connection);
          return (
            <li key={number} className={css('connection')}>
              <div className={css('who')}>
                <span className={css('program')}>{program}</span>
                <span className={css('detail')}>
                  {inOneLine(
                    [
                      peer && formatEndpoint(peer),
                      t('activity.for', { duration: durationWords(Date.now() - since) }),
                      server && t('activity.to', { server: formatEndpoint(server) }),
                      server?.cipher,
                      wayWords(server),
                    ].filter((part) => typeof part === 'string'),
                  )}
                </span>
              </div>
              <span className={css('bytes')}>
                <span className={css('amount')}>↓ {formatBytes(received, undefined, 'short')}</span>{' '}
                <span className={css('amount')}>↑ {formatBytes(sent, undefined, 'short')}</span>
              </span>
              <Button size="small" onPress={() => onEnd(number)} aria-label={t('activity.endOf', { program })}>
                {t('activity.end')}
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Days({ days }: { readonly days: readonly TrafficDay[] }) {
  if (days.length === 0) return null;
  return (
    <section className={css('part')} aria-label={t('activity.byDay')}>
      <h3 className={css('title')}>{t('activity.byDay')}</h3>
      <table className={css('days')}>
        <thead>
          <tr>
            <th scope="col">{t('activity.day')}</th>
            <th scope="col">{t('common.received')}</th>
            <th scope="col">{t('common.sent')}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map(({ day, sent, received }) => (
            <tr key={day}>
              <th scope="row">
                {new Date(`${day}T12:00`).toLocaleDateString(currentLocale(), { dateStyle: 'medium' })}
              </th>
              <td>{formatBytes(received)}</td>
              <td>{formatBytes(sent)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
