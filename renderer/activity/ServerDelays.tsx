import type { ServerDelay } from '../../preload/types.ts';
import { milliseconds } from '../../preload/words/format.ts';
import { t } from '../../preload/words/words.ts';
import { classNames } from '../ui/class-names.ts';
import { formatEndpoint } from '../ui/format.ts';
import { delayLine } from './delay-line.ts';
import styles from './ServerDelays.module.css';

const css = classNames(styles);

const SIZE = { width: 160, height: 28 } as const;

/** What handshakes with each server took, the last ones as a small line. */
export function ServerDelays({ servers }: { readonly servers: readonly ServerDelay[] }) {
  const measured = servers.filter(({ delays }) => delays.length > 0);
  if (measured.length === 0) return null;
  // One scale, so that the lines can be compared.
  const most = Math.max(...measured.flatMap(({ delays }) => delays.map((delay) => delay.milliseconds ?? 0)));
  return (
    <section className={css('part')} aria-label={t('activity.delays')}>
      <h3 className={css('title')}>{t('activity.delays')}</h3>
      <ul className={css('servers')}>
        {measured.map(({ host, port, isFirst, delays }) => {
          const last = delays.at(-1)?.milliseconds ?? null;
          return (
            <li key={`${host} ${port}`} className={css('server')}>
              <span className={css('name')}>
                <bdi dir="ltr">{formatEndpoint({ host, port })}</bdi>
                {isFirst && <span className={css('first')}>{t('activity.delays.first')}</span>}
              </span>
              <svg
                className={css('line')}
                width={SIZE.width}
                height={SIZE.height}
                viewBox={`0 0 ${SIZE.width} ${SIZE.height}`}
                aria-hidden
              >
                <path d={delayLine(delays, most, SIZE)} />
              </svg>
              <span className={css('last')}>
                {last === null ? t('activity.delays.none') : milliseconds(Math.max(1, Math.round(last)))}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
