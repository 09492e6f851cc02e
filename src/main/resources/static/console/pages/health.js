import { code, dd, div, dl, dt, h, li, p, span, ul } from '../dom.js';
import { get } from '../api.js';
import { Share } from '../charts.js';
import { useLive } from '../live.js';
import { Card, Curl, Exactly, Fault, Loading, PageHead, Tile } from '../parts.js';
import { bytes, has, number, percent, t } from '../words.js';

const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const GOOD = new Set(['UP', 'UNKNOWN']);

export function HealthPage() {
  const { data, error, refresh } = useLive((signal) => get('/actuator/health', {}, { signal }), 5000, []);
  // a key that is for some apps only may not see it, and does not need it
  const backlog = useLive((signal) => get('/api/backlog', {}, { signal }), 5000, []);
  if (!data) return div(h(PageHead, { heading: t('nav.health') }), error ? h(Fault, { error, retry: refresh }) : h(Loading));
  const parts = data.components || {};
  const disk = parts.diskSpace?.details;
  const deltas = backlog.data;
  const damaged = damagedIn(parts);
  return div(
    h(PageHead, { heading: t('nav.health'), children: p({ class: 'muted' }, t('health.words')) }),
    h(Fault, { error, retry: refresh }),
    div(
      { class: 'tiles big-tiles' },
      h(Tile, { label: t('health.server'), value: t(has(`health.${data.status}`) ? `health.${data.status}` : 'health.DEGRADED'), tone: GOOD.has(data.status) ? 'good' : 'bad', hint: t(GOOD.has(data.status) ? 'health.serves' : 'health.look') }),
      disk && h(Tile, { label: t('health.disk'), value: bytes(disk.free), hint: [t('health.free-of', { total: bytes(disk.total), share: percent(disk.free / disk.total) }), h(Share, { of: 1 - disk.free / disk.total })] }),
      deltas && h(Tile, { label: t('health.backlog'), value: number(deltas.pending), hint: deltas.waitingSince ? [t('health.since'), ' ', h(Exactly, { at: deltas.waitingSince })] : t('health.no-backlog') }),
      damaged !== null && h(Tile, { label: t('health.damaged'), value: number(damaged), tone: damaged > 0 ? 'bad' : 'good', hint: t(damaged > 0 ? 'health.damaged.do' : 'health.whole') }),
    ),
    h(Card, { heading: t('health.parts') }, div({ class: 'parts' }, Object.entries(parts).map(([name, part]) => h(Part, { key: name, name, part })))),
    h(Card, { heading: t('health.metrics') }, p({ class: 'muted' }, t('health.metrics.words')), h(Curl, { line: `curl -H 'Authorization: Bearer KEY' ${location.origin}/actuator/prometheus` })),
  );
}

/** An empty list says nothing. */
const said = (value) => value !== null && (typeof value !== 'object' || Object.keys(value).length > 0);

/** How many things are wrong with the stored bytes; null where the server does not say. */
function damagedIn({ storage }) {
  return storage ? (storage.details?.reasons?.length ?? 0) + (storage.details?.more ?? 0) : null;
}

const Part = ({ name, part }) => div(
  { class: 'part' },
  div({ class: 'part-head' }, span({ class: GOOD.has(part.status) ? 'dot good' : 'dot bad', 'aria-hidden': 'true' }), span({ class: 'part-name' }, has(`part.${name}`) ? t(`part.${name}`) : name), code(part.status)),
  part.details && dl({ class: 'facts' }, Object.entries(part.details).filter(([, value]) => said(value)).map(([key, value]) => [
    dt({ key }, has(`detail.${key}`) ? t(`detail.${key}`) : key), dd({ key: `${key}=` }, h(Value, { name: key, value })),
  ])),
);

function Value({ name, value }) {
  if (typeof value === 'number') return ['total', 'free', 'threshold'].includes(name) ? bytes(value) : number(value);
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no');
  if (typeof value === 'string') return TIME.test(value) ? h(Exactly, { at: value }) : value;
  if (Array.isArray(value)) return ul({ class: 'told', lang: 'en' }, value.map((one) => li({ key: one }, String(one))));
  return code(JSON.stringify(value));
}
