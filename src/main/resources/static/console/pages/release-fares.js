// What became of a release on devices: over time, in all, and why it failed where it did.
import { code, div, h, option, p, select, table, tbody, td, th, thead, tr, useState } from '../dom.js';
import { get } from '../api.js';
import { Bars } from '../charts.js';
import { useLive } from '../live.js';
import { Card, Fault, Loading, Tile, When } from '../parts.js';
import { bytes, day, hour, number, percent, t } from '../words.js';

const AN_HOUR = 3_600_000;
/** A week by the day, or two days by the hour; the server shows a week. */
const VIEWS = { hour: { hours: 48, each: 1 }, day: { hours: 7 * 24, each: 24 } };

export function Fares({ path, release }) {
  const young = !release.publishedAt || Date.now() - Date.parse(release.publishedAt) < VIEWS.hour.hours * AN_HOUR;
  const [step, setStep] = useState(young ? 'hour' : 'day');
  const { data, error, refresh } = useLive(
    (signal) => get(`${path}/adoption`, { step }, { signal }),
    8000,
    [path, step],
  );
  if (release.embedded) return null;
  return h(
    Card,
    { heading: t('fares'), aside: h(StepChoice, { step, setStep }) },
    h(Fault, { error, retry: refresh }),
    data ? h(Numbers, { item: data.release }) : !error && h(Loading),
    data && h(OverTime, { series: data.series, step }),
    data?.release.failures.length > 0 && h(Failures, { failures: data.release.failures }),
  );
}

const StepChoice = ({ step, setStep }) => select(
  { 'aria-label': t('chart.step'), name: 'step', onChange: (e) => setStep(e.currentTarget.value) },
  Object.keys(VIEWS).map((one) => option({ key: one, value: one, selected: one === step }, t(`chart.${one}`))),
);

function Numbers({ item }) {
  const concluded = item.devices.installed + item.devices.failed;
  return div(
    { class: 'tiles' },
    h(Tile, { label: t('fares.offered'), value: number(item.devices.offered), hint: t('fares.devices') }),
    h(Tile, { label: t('fares.installed'), value: number(item.devices.installed), hint: t('fares.devices') }),
    h(Tile, {
      label: t('fares.failed'),
      value: number(item.devices.failed),
      hint: concluded ? t('fares.rate', { rate: percent(item.devices.failed / concluded) }) : t('fares.no-reports'),
      tone: item.devices.failed > 0 ? 'bad' : '',
    }),
    h(Tile, { label: t('fares.running'), value: percent(item.share), hint: t('fares.running.hint', { count: item.devices.running }) }),
    h(Tile, { label: t('fleet.delta-share'), value: percent(item.deltaShare), hint: t('fleet.downloads', { count: item.counts.downloaded.full + item.counts.downloaded.delta }) }),
    h(Tile, { label: t('saved'), value: bytes(item.bytesSaved), hint: t('saved.hint') }),
  );
}

function OverTime({ series, step }) {
  if (series.length === 0) return p({ class: 'muted' }, t('fares.none'));
  const { hours, each } = VIEWS[step];
  const counted = new Map(series.map((one) => [Date.parse(one.start), one]));
  const last = Math.max(...counted.keys());
  const first = Math.max(Math.min(...counted.keys()), last - (hours - each) * AN_HOUR);
  const bars = [];
  for (let start = first; start <= last; start += each * AN_HOUR) bars.push(bar(new Date(start).toISOString(), counted.get(start), step));
  return h(Bars, {
    name: t('fares.chart'),
    series: [{ key: 'installed', name: t('fares.installed') }, { key: 'failed', name: t('fares.failed') }],
    tones: ['tone-good', 'tone-bad'],
    bars,
  });
}

const bar = (start, counts, step) => ({
  label: step === 'day' ? day(start) : hour(start),
  values: counts
    ? { installed: counts.installed.full + counts.installed.delta, failed: counts.failed.full + counts.failed.delta }
    : {},
});

const Failures = ({ failures }) => div(
  { class: 'scroll', role: 'region', 'aria-label': t('failures'), tabIndex: 0 },
  table(
    { class: 'plain' },
    thead(tr(th({ scope: 'col' }, t('failures')), th({ scope: 'col', class: 'num' }, t('failures.reports')), th({ scope: 'col', class: 'right' }, t('failures.last')))),
    tbody(failures.map((one) => tr(
      { key: one.fingerprint },
      td(code({ class: 'reason' }, one.example)),
      td({ class: 'num' }, number(one.reports)),
      td({ class: 'right nowrap' }, h(When, { at: one.lastAt })),
    ))),
  ),
);
