import { a, button, div, h, option, p, select, span, table, tbody, td, th, thead, tr, useState } from '../dom.js';
import { at, get } from '../api.js';
import { Bars, Share } from '../charts.js';
import { toExplain, toPublish, toRelease } from '../links.js';
import { useLive, usePages } from '../live.js';
import { Card, Crumbs, Empty, Fault, Listed, PageHead, Short, State, Tile, When } from '../parts.js';
import { session } from '../session.js';
import { bytes, day, number, percent, t } from '../words.js';

const PLATFORMS = ['android', 'ios', 'harmony'];
const STATES = ['draft', 'published', 'paused', 'withdrawn'];
/** As many as there are colours; all others are one. */
const NAMED = 5;

export function AppPage({ app }) {
  const [platform, setPlatform] = useState('');
  const [state, setState] = useState('');
  const adoption = useLive((signal) => get(at`/api/apps/${app}/adoption`, { limit: 200 }, { signal }), 10_000, [app]);
  const list = usePages(
    (after, signal) => get(at`/api/apps/${app}/releases`, { platform, state, limit: 25, after }, { signal }),
    (page) => (page.items.some((release) => release.deltas.pending) ? 2000 : 6000),
    [app, platform, state],
  );
  const fares = new Map((adoption.data?.items || []).map((item) => [item.releaseId, item]));

  return div(
    h(PageHead, {
      heading: app,
      above: h(Crumbs, { items: [[t('nav.apps'), '#/']] }),
      aside: [
        a({ key: 'explain', class: 'button', href: toExplain(app) }, t('explain.do')),
        session.may('uploader') && a({ key: 'publish', class: 'button primary', href: toPublish(app) }, t('publish.do')),
      ],
    }),
    adoption.data && list.first?.items.length > 0 && h(Overview, { app, adoption: adoption.data, list: list.items }),
    adoption.error && adoption.error.status !== 404 && h(Fault, { error: adoption.error, retry: adoption.refresh }),
    h(
      Card,
      { heading: t('releases'), aside: div({ class: 'filters' }, h(Choice, { name: 'platform', all: PLATFORMS, value: platform, choose: setPlatform }), h(Choice, { name: 'state', all: STATES, value: state, choose: setState })) },
      h(Listed, { list, empty: h(NoReleases, { app, filtered: platform || state }) }, h(Releases, { app, items: list.items, fares })),
    ),
  );
}

const Choice = ({ name, all, value, choose }) => select(
  { 'aria-label': t(name), name, value, onChange: (e) => choose(e.currentTarget.value) },
  option({ value: '' }, t(`${name}.all`)),
  all.map((one) => option({ key: one, value: one, selected: one === value }, t(`${name}.${one}`))),
);

const NoReleases = ({ app, filtered }) => (filtered
  ? p({ class: 'muted pad' }, t('releases.none-such'))
  : h(Empty, { heading: t('releases.none'), words: t('releases.none.words'), curl: `curl -H 'Authorization: Bearer KEY' -F package=@app.zip ${location.origin}/api/apps/${app}/releases` }));

/** What devices run, and what the deltas are worth. */
function Overview({ app, adoption, list }) {
  const seen = adoption.fleet.map((one) => one.platform);
  const [chosen, setChosen] = useState(null);
  const platform = chosen || seen[0] || list?.[0]?.platform || 'ios';
  const history = useLive((signal) => get(at`/api/apps/${app}/fleet`, { platform, days: 30 }, { signal }), 30_000, [app, platform]);
  const own = adoption.items.filter((item) => item.platform === platform);
  const downloads = sum(own, (item) => item.counts.downloaded.full + item.counts.downloaded.delta);
  const newest = own.find((item) => item.state === 'published');
  return h(
    Card,
    {
      heading: t('fleet'),
      aside: seen.length > 1 && div({ class: 'tabs', role: 'group', 'aria-label': t('platform') }, seen.map((one) => button({ key: one, type: 'button', class: 'quiet', 'aria-pressed': String(one === platform), onClick: () => setChosen(one) }, t(`platform.${one}`)))),
    },
    div(
      { class: 'tiles' },
      h(Tile, { label: t('fleet.devices'), value: number(adoption.fleet.find((one) => one.platform === platform)?.devices || 0), hint: t('fleet.days') }),
      h(Tile, { label: t('fleet.newest'), value: newest ? percent(newest.share) : '–', hint: newest && label(newest) }),
      h(Tile, { label: t('fleet.delta-share'), value: downloads ? percent(sum(own, (item) => item.counts.downloaded.delta) / downloads) : '–', hint: t('fleet.downloads', { count: downloads }) }),
      h(Tile, { label: t('saved'), value: bytes(sum(own, (item) => item.bytesSaved)), hint: t('saved.hint') }),
    ),
    history.data?.days.length ? h(Fleet, { days: history.data.days, items: own }) : p({ class: 'muted' }, t('fleet.none')),
    h(Fault, { error: history.error }),
  );
}

const sum = (items, of) => items.reduce((all, item) => all + of(item), 0);
const label = (item) => `${item.version} · ${item.jsVersion.slice(0, 8)}`;

function Fleet({ days, items }) {
  const known = new Map(items.map((item) => [item.releaseId, item]));
  const ids = [...new Set(days.flatMap((one) => Object.keys(one.running)))].sort((one, other) => Number(other) - Number(one));
  const named = ids.filter((id) => known.has(id)).slice(0, NAMED);
  const others = ids.filter((id) => !named.includes(id));
  const series = [
    ...named.map((id) => ({ key: id, name: label(known.get(id)) })),
    ...(others.length ? [{ key: 'others', name: t('fleet.others') }] : []),
  ];
  const bars = days.map((one) => ({
    label: day(one.day),
    values: { ...one.running, others: others.reduce((all, id) => all + (one.running[id] || 0), 0) },
  }));
  return h(Bars, { name: t('fleet.chart'), series, bars, tones: [...named.map((id, i) => `tone-${i}`), 'tone-rest'] });
}

const Releases = ({ app, items, fares }) => div(
  { class: 'scroll' },
  table(
    { class: 'cards' },
    thead(tr(['release', 'state', 'rollout', 'priority', 'running', 'deltas', 'saved', 'published'].map((name) => th({ key: name, scope: 'col' }, t(`column.${name}`))))),
    tbody(items?.map((release) => h(Row, { key: release.id, app, release, fare: fares.get(release.id) }))),
  ),
);

const Cell = ({ name, children }) => td({ 'data-label': t(`column.${name}`) }, children);

function Row({ app, release, fare }) {
  return tr(
    td(
      { class: 'lead' },
      a({ href: toRelease(app, release.id) }, `${t(`platform.${release.platform}`)} ${release.version}`),
      div({ class: 'muted' }, h(Short, { of: release.jsVersion }), ' ', t(`match.${release.match}`)),
    ),
    h(Cell, { name: 'state' }, h(State, { state: release.embedded ? 'embedded' : release.state }), release.plan?.state === 'running' && span({ class: 'chip' }, t('plan'))),
    h(Cell, { name: 'rollout' }, release.embedded ? '–' : div({ class: 'measure' }, percent(release.rollout / 100), h(Share, { of: release.rollout / 100 }))),
    h(Cell, { name: 'priority' }, t(`priority.${release.priority}`)),
    h(Cell, { name: 'running' }, fare ? div({ class: 'measure' }, `${number(fare.devices.running)} (${percent(fare.share)})`, h(Share, { of: fare.share, tone: 'tone-1' })) : '–'),
    h(Cell, { name: 'deltas' }, h(Coverage, { deltas: release.deltas })),
    h(Cell, { name: 'saved' }, fare ? bytes(fare.bytesSaved) : '–'),
    h(Cell, { name: 'published' }, h(When, { at: release.publishedAt || release.createdAt })),
  );
}

/** How many of the deltas that were wanted are there. */
function Coverage({ deltas }) {
  const all = deltas.ready + deltas.pending + deltas.skipped + deltas.failed;
  if (all === 0) return '–';
  return div(
    { class: 'measure' },
    span(t('deltas.of', { ready: deltas.ready, all }), deltas.pending > 0 && span({ class: 'spinner', title: t('deltas.building', { count: deltas.pending }) })),
    h(Share, { of: deltas.ready / all, tone: 'tone-2' }),
  );
}
