import { button, code, details, div, form, h, p, span, summary, table, tbody, td, th, thead, tr, useState } from '../dom.js';
import { get } from '../api.js';
import { useLive, usePages } from '../live.js';
import { Card, Empty, Exactly, Fault, Listed, PageHead, TextField } from '../parts.js';
import { t, zone } from '../words.js';

export function AuditPage() {
  const [typed, setTyped] = useState({ app: '', action: '', actor: '', subject: '' });
  const [filter, setFilter] = useState(typed);
  const list = usePages((after, signal) => get('/api/audit', { ...filter, limit: 50, after }, { signal }), 8000, [JSON.stringify(filter)]);
  const whole = useLive((signal) => get('/api/audit/verify', {}, { signal }), 60_000, []);
  const set = (field) => (value) => setTyped((before) => ({ ...before, [field]: value }));
  return div(
    h(PageHead, { heading: t('nav.audit'), children: p({ class: 'muted' }, t('audit.words', { zone: zone() })) }),
    h(Whole, { whole }),
    h(
      Card,
      {},
      form(
        { class: 'filters', onSubmit: (e) => { e.preventDefault(); setFilter(typed); } },
        h(TextField, { label: t('app'), name: 'app', value: typed.app, onValue: set('app') }),
        h(TextField, { label: t('audit.action'), name: 'action', placeholder: 'release.paused', value: typed.action, onValue: set('action') }),
        h(TextField, { label: t('audit.actor'), name: 'actor', value: typed.actor, onValue: set('actor') }),
        h(TextField, { label: t('audit.subject'), name: 'subject', placeholder: 'release/7', value: typed.subject, onValue: set('subject') }),
        button({ type: 'submit' }, t('audit.filter')),
      ),
      h(Listed, { list, empty: h(Empty, { heading: t('audit.none') }) }, div({ class: 'scroll' }, table(
        { class: 'cards' },
        thead(tr(['when', 'who', 'what', 'subject', 'changes'].map((name) => th({ key: name, scope: 'col' }, t(`column.${name}`))))),
        tbody(list.items?.map((entry) => h(Row, { key: entry.id, entry }))),
      ))),
    ),
  );
}

function Whole({ whole }) {
  if (whole.error) return h(Fault, { error: whole.error, retry: whole.refresh });
  if (!whole.data) return null;
  const { whole: good, entries, firstBad } = whole.data;
  return p({ class: good ? 'verdict good' : 'verdict bad', role: 'status' }, t(good ? 'audit.whole' : 'audit.broken', { count: entries, id: firstBad ?? '' }));
}

const Row = ({ entry }) => tr(
  td({ class: 'nowrap lead' }, h(Exactly, { at: entry.at })),
  td({ 'data-label': t('column.who') }, entry.actor, entry.address && div({ class: 'muted' }, entry.address)),
  td({ 'data-label': t('column.what') }, code(entry.action)),
  td({ 'data-label': t('column.subject') }, entry.appName, div({ class: 'muted' }, entry.subject)),
  td({ class: 'wide-cell' }, h(Changes, { before: entry.before, after: entry.after })),
);

/** What is different now: names with their old and new values. */
export function Changes({ before, after }) {
  const names = [...new Set([...Object.keys(before || {}), ...Object.keys(after || {})])]
    .filter((name) => before?.[name] !== after?.[name] && (before?.[name] || after?.[name]));
  if (names.length === 0) return null;
  const rows = div({ class: 'changes' }, names.map((name) => div(
    { key: name },
    span({ class: 'muted' }, `${name} `),
    before?.[name] && [code({ class: 'was' }, before[name]), ' → '],
    after?.[name] ? code(after[name]) : span({ class: 'muted' }, t('audit.nothing')),
  )));
  return names.length <= 3 ? rows : details(summary(t('audit.changes', { count: names.length })), rows);
}
