import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import { currentLocale, t } from '../../preload/words/words.ts';
import 'uplot/dist/uPlot.min.css';
import type { TrafficHistory } from '../../preload/types.ts';
import { classNames } from '../ui/class-names.ts';
import { formatRate } from '../ui/format.ts';
import { useLanguage } from '../ui/use-language.ts';
import { useMedia } from '../ui/use-media.ts';
import styles from './RatesChart.module.css';

const css = classNames(styles);

const HEIGHT = 130;

/** The colours of the page as they are now: a canvas does not follow them. */
function colours(element: HTMLElement) {
  const style = getComputedStyle(element);
  const probe = document.createElement('span');
  element.append(probe);
  const of = (name: string) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color || style.color;
  };
  const found = { received: of('--accent'), sent: of('--warn'), line: of('--line'), text: of('--text-quiet') };
  probe.remove();
  return found;
}

function dataOf({ until, sent, received }: TrafficHistory): uPlot.AlignedData {
  return [received.map((_, index) => until - received.length + 1 + index), [...received], [...sent]];
}

/** The rates of the last five minutes. What is drawn is said as well, in figures. */
export function RatesChart({ history }: { readonly history: TrafficHistory }) {
  const isDark = useMedia('(prefers-color-scheme: dark)');
  const isForced = useMedia('(forced-colors: active)');
  const language = useLanguage();
  const most = (all: readonly number[]) => formatRate(Math.max(0, ...all));
  const now = (all: readonly number[]) => formatRate(all.at(-2) ?? 0);
  return (
    <figure className={css('figure')}>
      {/* In other colours, or with the axes' texts in another language, it is another drawing. */}
      <Drawing key={`${isDark} ${isForced} ${language}`} history={history} />
      <figcaption className={css('caption')}>
        {t('activity.rates', {
          receivedNow: now(history.received),
          receivedMost: most(history.received),
          sentNow: now(history.sent),
          sentMost: most(history.sent),
        })}
      </figcaption>
    </figure>
  );
}

/** Draws once, and follows what is new. */
function Drawing({ history }: { readonly history: TrafficHistory }) {
  const place = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(history);
  latest.current = history;
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const { received, sent, line, text } = colours(element);
    const clock = new Intl.DateTimeFormat(currentLocale(), { timeStyle: 'short' });
    const axis = { stroke: text, grid: { stroke: line, width: 1 }, ticks: { show: false }, font: '11px system-ui' };
    const made = new uPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: (_, __, most) => [0, Math.max(most, 1000)] } },
        axes: [
          { ...axis, space: 90, values: (_, values) => values.map((value) => clock.format(value * 1000)) },
          { ...axis, size: 74, values: (_, values) => values.map((value) => formatRate(value)) },
        ],
        series: [{}, { stroke: received, width: 1.5 }, { stroke: sent, width: 1.5, dash: [4, 3] }],
      },
      dataOf(latest.current),
      element,
    );
    chart.current = made;
    const sized = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height: HEIGHT }));
    sized.observe(element);
    return () => {
      sized.disconnect();
      made.destroy();
    };
  }, []);
  useEffect(() => chart.current?.setData(dataOf(history)), [history]);
  return <div ref={place} className={css('chart')} aria-hidden />;
}
