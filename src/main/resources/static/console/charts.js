// Charts, drawn by hand: no library, no inline styles, and the same numbers as a table for who cannot see them.
import {
  details, div, g, h, line, rect, span, summary, svg, svgText, table, tbody, td, th, thead, title, tr, useLayoutEffect,
  useRef, useState,
} from './dom.js';
import { number, t } from './words.js';

const HEIGHT = 180;
const LEFT = 44;
const BOTTOM = 22;
const TOP = 8;
const WIDEST_BAR = 36;
/** About as wide as a letter of the axis, with room for the gap between two labels. */
const LETTER = 7;

function useWidth() {
  const ref = useRef(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(([entry]) => setWidth(Math.round(entry.contentRect.width)));
    watch.observe(ref.current);
    return () => watch.disconnect();
  }, []);
  return [ref, width];
}

/** The next greater of 1, 2, 5, 10, 20, …, so that the axis has round numbers. */
function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= value);
}

/**
 * Stacked bars over time.
 *
 * @param {{key, name}[]} series from the bottom up; colours go by their place
 * @param {{label, values: Object<string, number>}[]} bars in the order of time
 */
export function Bars({ name, series, bars, tones = [] }) {
  const [ref, width] = useWidth();
  const highest = roundUp(Math.max(1, ...bars.map((bar) => total(bar, series))));
  const room = Math.max(0, width - LEFT);
  const step = room / Math.max(1, bars.length);
  const thick = Math.max(1, Math.min(WIDEST_BAR, step * 0.72));
  const scale = (HEIGHT - TOP - BOTTOM) / highest;
  const widest = Math.max(8, ...bars.map((bar) => bar.label.length)) * LETTER;
  const labelEvery = Math.max(1, Math.ceil(bars.length / Math.max(1, Math.floor(room / widest))));

  return div(
    { class: 'chart' },
    div(
      { ref, class: 'plot' },
      width > 0 && svg(
        { width, height: HEIGHT, role: 'img', 'aria-label': name },
        [0, highest / 2, highest].map((value) => h(Rule, { value, y: HEIGHT - BOTTOM - value * scale, width })),
        bars.map((bar, i) => h(Bar, { bar, series, scale, thick, tones, x: LEFT + step * i + (step - thick) / 2 })),
        bars.map((bar, i) => i % labelEvery === 0 && svgText(
          { class: 'axis', x: Math.max(widest / 2, LEFT + step * (i + 0.5)), y: HEIGHT - 6, 'text-anchor': 'middle' }, bar.label,
        )),
      ),
    ),
    h(Legend, { series, tones }),
    h(AsTable, { name, series, bars }),
  );
}

const total = (bar, series) => series.reduce((sum, one) => sum + (bar.values[one.key] || 0), 0);

const Rule = ({ value, y, width }) => g(
  {},
  line({ class: 'rule', x1: LEFT, x2: width, y1: y, y2: y }),
  svgText({ class: 'axis', x: LEFT - 8, y: y + 4, 'text-anchor': 'end' }, number(value)),
);

function Bar({ bar, series, scale, thick, x, tones }) {
  let y = HEIGHT - BOTTOM;
  const words = [bar.label, ...series.map((one) => `${one.name}: ${number(bar.values[one.key] || 0)}`)].join('\n');
  return g(
    { class: 'bar' },
    title(words),
    series.map((one, i) => {
      const size = (bar.values[one.key] || 0) * scale;
      y -= size;
      return size > 0 && rect({ class: tones[i] || `tone-${i}`, x, y, width: thick, height: size, rx: Math.min(2, size / 2) });
    }),
  );
}

const Legend = ({ series, tones }) => div(
  { class: 'legend' },
  series.map((one, i) => span({ key: one.key }, svg(
    { width: 10, height: 10, 'aria-hidden': 'true' }, rect({ class: tones[i] || `tone-${i}`, width: 10, height: 10, rx: 2 }),
  ), one.name)),
);

const AsTable = ({ name, series, bars }) => details(
  { class: 'as-table' },
  summary(t('chart.table')),
  div(
    { class: 'scroll', tabIndex: 0, role: 'region', 'aria-label': name },
    table(
      thead(tr(th({ scope: 'col' }, t('chart.time')), series.map((one) => th({ scope: 'col', class: 'num' }, one.name)))),
      tbody(bars.map((bar) => tr(
        th({ scope: 'row' }, bar.label), series.map((one) => td({ class: 'num' }, number(bar.values[one.key] || 0))),
      ))),
    ),
  ),
);

/** How much of something, as a bar within its line of text. */
export const Share = ({ of, tone = 'tone-0', thin }) => svg(
  { class: thin ? 'share thin' : 'share', 'aria-hidden': 'true', preserveAspectRatio: 'none', viewBox: '0 0 100 8' },
  rect({ class: 'share-all', width: 100, height: 8, rx: 1.5 }),
  of > 0 && rect({ class: tone, width: Math.max(0.6, Math.min(100, of * 100)), height: 8, rx: 1.5 }),
);

/** A small drawing of how something went, for a card. */
export function Spark({ values, name }) {
  const most = Math.max(1, ...values);
  return svg(
    { class: 'spark', viewBox: `0 0 ${values.length * 8} 24`, role: 'img', 'aria-label': name, preserveAspectRatio: 'none' },
    values.map((value, i) => rect({
      key: i, class: value ? 'tone-0' : 'share-all', x: i * 8 + 1, width: 6, rx: 1,
      y: value ? 24 - Math.max(2, (value / most) * 24) : 22, height: value ? Math.max(2, (value / most) * 24) : 2,
    })),
  );
}
