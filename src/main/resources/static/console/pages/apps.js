import { a, div, h, h2, p, span } from '../dom.js';
import { at, get } from '../api.js';
import { Spark } from '../charts.js';
import { toApp, toPublish } from '../links.js';
import { useLive, usePages } from '../live.js';
import { Empty, Listed, PageHead, Short, State, When } from '../parts.js';
import { session } from '../session.js';
import { t } from '../words.js';

const A_DAY = 86_400_000;

export function AppsPage() {
  const list = usePages((after, signal) => get('/api/apps', { limit: 24, after }, { signal }), 10_000, []);
  return div(
    h(PageHead, {
      heading: t('nav.apps'),
      aside: session.may('uploader') && a({ class: 'button primary', href: toPublish() }, t('publish.do')),
    }),
    h(Listed, { list, empty: h(NoApps) }, div({ class: 'grid' }, list.items?.map((app) => h(AppCard, { key: app.name, app })))),
  );
}

const NoApps = () => h(
  Empty,
  {
    heading: t('apps.empty'),
    words: t('apps.empty.words'),
    curl: `curl -H 'Authorization: Bearer KEY' -F package=@binarypatch -F platform=ios -F version=2.1.0 \\\n  ${location.origin}/api/apps/fixes/releases`,
  },
  session.may('uploader') && a({ class: 'button primary', href: toPublish() }, t('publish.first')),
);

function AppCard({ app }) {
  const { data } = useLive((signal) => get(at`/api/apps/${app.name}/adoption`, { limit: 1 }, { signal }), 30_000, [app.name]);
  const newest = data?.items[0];
  const devices = data?.fleet.reduce((sum, one) => sum + one.devices, 0);
  return a(
    { class: 'card app', href: toApp(app.name) },
    div({ class: 'card-head' }, h2(app.name), newest && h(State, { state: newest.state })),
    div({ class: 'app-facts' }, data ? h(Facts, { newest, devices }) : span({ class: 'muted' }, t('loading'))),
    data && h(Spark, { name: t('apps.checks'), values: lastDays(data.series) }),
    div({ class: 'muted' }, t('apps.since'), ' ', h(When, { at: app.createdAt })),
  );
}

const Facts = ({ newest, devices }) => [
  newest
    ? p({ key: 'newest' }, t('apps.newest'), ' ', span({ class: 'nowrap' }, `${t(`platform.${newest.platform}`)} ${newest.version} `, h(Short, { of: newest.jsVersion })))
    : p({ key: 'none', class: 'muted' }, t('releases.none')),
  p({ key: 'devices' }, devices ? t('apps.devices', { count: devices }) : t('apps.no-devices')),
];

/** A week of days, those included on which nothing was counted. */
function lastDays(series) {
  const counted = new Map(series.map((one) => [Date.parse(one.start), one.offered.full + one.offered.delta]));
  const last = Math.max(...counted.keys(), 0) || Date.now();
  const today = Math.floor(last / A_DAY) * A_DAY;
  return [6, 5, 4, 3, 2, 1, 0].map((back) => counted.get(today - back * A_DAY) || 0);
}
