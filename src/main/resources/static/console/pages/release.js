import { code, dd, div, dl, dt, h, li, ol, p, pre, span, strong } from '../dom.js';
import { at, get } from '../api.js';
import { toApp } from '../links.js';
import { useLive, usePages } from '../live.js';
import { Card, Copy, Crumbs, Exactly, Fault, Listed, Loading, PageHead, State } from '../parts.js';
import { session } from '../session.js';
import { bytes, number, t } from '../words.js';
import { Changes } from './audit.js';
import { Deltas } from './release-deltas.js';
import { Fares } from './release-fares.js';
import { Rollout } from './release-rollout.js';
import { Verbs } from './release-verbs.js';

export function ReleasePage({ app, id }) {
  const path = at`/api/apps/${app}/releases/${id}`;
  const live = useLive(
    async (signal) => {
      const [release, impact] = await Promise.all([get(path, {}, { signal }), get(`${path}/impact`, {}, { signal })]);
      return { release, impact };
    },
    (data) => (data.release.deltas.pending ? 1500 : 5000),
    [app, id],
  );
  const crumbs = h(Crumbs, { items: [[t('nav.apps'), '#/'], [app, toApp(app)]] });
  if (live.data === null) {
    return div(h(PageHead, { heading: t('release'), above: crumbs }), live.error ? h(Fault, { error: live.error, retry: live.refresh }) : h(Loading));
  }
  const { release, impact } = live.data;
  return div(
    h(PageHead, {
      heading: `${t(`platform.${release.platform}`)} ${release.version}`,
      above: crumbs,
      aside: h(Verbs, { path, release, impact, refresh: live.refresh }),
      children: h(Summary, { release }),
    }),
    h(Fault, { error: live.error, retry: live.refresh }),
    release.notes && div({ class: 'notes' }, release.notes),
    div(
      { class: 'columns' },
      div(
        h(Rollout, { path, release, impact, refresh: live.refresh }),
        h(Fares, { path, release }),
        h(Deltas, { app, path, release }),
      ),
      div(h(Facts, { release }), h(Statement, { app, statement: release.statement }), session.mayRuleServer() && h(Audit, { id })),
    ),
  );
}

const Summary = ({ release }) => div(
  { class: 'summary' },
  h(State, { state: release.embedded ? 'embedded' : release.state }),
  release.rolledBack && span({ class: 'chip bad' }, t('rolled-back')),
  span({ class: 'chip' }, t(`priority.${release.priority}`)),
  span({ class: 'muted' }, t(`match.${release.match}.words`, { version: release.version })),
);

function Facts({ release }) {
  const full = release.full;
  const facts = [
    ['fact.jsVersion', h(Digest, { of: release.jsVersion })],
    release.originalJsVersion && ['fact.original', h(Digest, { of: release.originalJsVersion })],
    full && ['fact.size', `${bytes(full.size)} (${number(full.size)} B)`],
    full && ['fact.encodings', full.encodings.join(', ')],
    full && ['fact.sha256', h(Digest, { of: full.sha256 })],
    full && ['fact.md5', h(Digest, { of: full.md5 })],
    ['fact.packaging', release.packaging],
    release.jsPath && ['fact.jsPath', code(release.jsPath)],
    release.bytesGoneAt && ['fact.gone', h(Exactly, { at: release.bytesGoneAt })],
    release.deadline && ['fact.deadline', h(Exactly, { at: release.deadline })],
    release.allow.length > 0 && ['fact.allow', release.allow.slice(0, 10).join(', ') + (release.allow.length > 10 ? ' …' : '')],
    Object.keys(release.tags).length > 0 && ['fact.tags', Object.entries(release.tags).map(([name, values]) => `${name}: ${values.join(', ')}`).join(' · ')],
    ['fact.created', h(Exactly, { at: release.createdAt })],
    ['fact.by', release.createdBy],
    release.publishedAt && ['fact.published', h(Exactly, { at: release.publishedAt })],
  ].filter(Boolean);
  return h(Card, { heading: t('facts') }, dl({ class: 'facts' }, facts.map(([name, value]) => [dt({ key: name }, t(name)), dd({ key: `${name}=` }, value)])));
}

const Digest = ({ of }) => span({ class: 'digest' }, code(of), h(Copy, { text: of, label: t('copy.what', { what: of.slice(0, 8) }) }));

/** What the release's makers signed about it, with their signatures. */
function Statement({ app, statement }) {
  const sha256 = statement?.sha256;
  const { data, error, refresh } = useLive(
    async (signal) => {
      if (!sha256) return null;
      const path = at`/api/trust/${app}/statements/${sha256}`;
      return Promise.all([get(`${path}.json`, {}, { signal }), get(`${path}.sig`, {}, { signal })]);
    },
    600_000,
    [app, sha256],
  );
  if (statement === undefined) return null;
  return h(
    Card,
    { heading: t('statement') },
    p({ class: 'muted' }, t(sha256 ? 'statement.words' : 'statement.none')),
    sha256 && div(t('statement.number', { number: statement.sequence }), h(Digest, { of: sha256 })),
    h(Fault, { error, retry: refresh }),
    data && [h(Json, { key: 'statement', name: t('statement'), value: data[0] }), h(Json, { key: 'signature', name: t('signature'), value: data[1] })],
  );
}

const Json = ({ name, value }) => div(strong(name), pre({ class: 'block', tabIndex: 0, 'aria-label': name, role: 'region' }, JSON.stringify(value, null, 2)));

function Audit({ id }) {
  const list = usePages((after, signal) => get('/api/audit', { subject: `release/${id}`, limit: 10, after }, { signal }), 6000, [id]);
  return h(
    Card,
    { heading: t('nav.audit') },
    h(Listed, { list, empty: p({ class: 'muted' }, t('audit.none')) }, ol({ class: 'history' }, list.items?.map((entry) => li(
      { key: entry.id },
      div(code(entry.action), ' ', span({ class: 'muted' }, entry.actor)),
      h(Changes, { before: entry.before, after: entry.after }),
      div({ class: 'muted' }, h(Exactly, { at: entry.at })),
    )))),
  );
}
