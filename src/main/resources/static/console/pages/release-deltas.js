// The smaller ways to a release: each delta as a bar against the full package.
import { div, h, li, p, span, ul } from '../dom.js';
import { get } from '../api.js';
import { Share } from '../charts.js';
import { usePages } from '../live.js';
import { Card, Listed, Short } from '../parts.js';
import { bytes, percent, t } from '../words.js';

const COUNTED = ['ready', 'pending', 'skipped', 'failed'];

const pace = (page) => (page.items.some((delta) => delta.state === 'pending') ? 1500 : 10_000);

export function Deltas({ path, release }) {
  const list = usePages((after, signal) => get(`${path}/deltas`, { limit: 20, after }, { signal }), pace, [path]);
  return h(
    Card,
    { heading: t('deltas'), aside: h(Counts, { deltas: release.deltas }) },
    release.full && div({ class: 'delta full' }, span(t('deltas.full')), h(Share, { of: 1, tone: 'tone-rest' }), span({ class: 'num' }, bytes(release.full.size))),
    h(Listed, { list, empty: p({ class: 'muted' }, t('deltas.none')) }, ul({ class: 'deltas' }, list.items?.map((delta, i) => h(Row, { key: i, delta })))),
  );
}

const Counts = ({ deltas }) => div(
  { class: 'counts', 'aria-live': 'polite' },
  COUNTED.filter((state) => deltas[state] > 0).map((state) => span(
    { key: state, class: `chip delta-${state}` },
    state === 'pending' && span({ class: 'spinner', 'aria-hidden': 'true' }),
    t(`deltas.${state}`, { count: deltas[state] }),
  )),
);

const Row = ({ delta }) => li(
  { class: 'delta' },
  span(t('deltas.from'), ' ', h(Short, { of: delta.from })),
  delta.state === 'ready'
    ? h(Share, { of: delta.ratio ?? 0, tone: 'tone-2' })
    : span({ class: 'muted delta-why' }, t(`deltas.${delta.state}.one-word`), delta.reason && [' – ', span({ lang: 'en' }, delta.reason)]),
  span({ class: 'num' }, delta.state === 'ready' && bytes(delta.size), delta.state === 'ready' && delta.ratio !== null && span({ class: 'muted' }, ` ${percent(delta.ratio)}`)),
);
