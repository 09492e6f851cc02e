import { button, code, div, h, option, p, select, span, table, tbody, td, th, thead, tr, useState } from '../dom.js';
import { at, get, post, remove } from '../api.js';
import { usePages } from '../live.js';
import { Ask, Card, Copy, Empty, Exactly, Field, Listed, PageHead, TextField, When } from '../parts.js';
import { session } from '../session.js';
import { t } from '../words.js';

const ROLES = ['viewer', 'uploader', 'publisher', 'admin'];

export function KeysPage() {
  const [dialog, setDialog] = useState(null);
  const [made, setMade] = useState(null);
  const list = usePages((after, signal) => get('/api/keys', { limit: 50, after }, { signal }), 15_000, []);
  const close = () => setDialog(null);
  return div(
    h(PageHead, {
      heading: t('nav.keys'),
      aside: button({ type: 'button', class: 'primary', onClick: () => setDialog({ make: true }) }, t('keys.make')),
      children: p({ class: 'muted' }, t('keys.words')),
    }),
    made && h(Made, { made, done: () => setMade(null) }),
    h(Card, {}, h(
      Listed,
      { list, empty: h(Empty, { heading: t('keys.none') }) },
      div({ class: 'scroll' }, table(
        { class: 'cards' },
        thead(tr(['name', 'role', 'apps', 'expires', 'created', 'do'].map((name) => th({ key: name, scope: 'col' }, name === 'do' ? span({ class: 'unseen' }, t('column.do')) : t(`column.${name}`))))),
        tbody(list.items?.map((key) => h(Row, { key: key.id, item: key, drop: () => setDialog({ drop: key }) }))),
      )),
    )),
    dialog?.make && h(Make, { close, done: (key) => { setMade(key); list.refresh(); } }),
    dialog?.drop && h(Ask, {
      heading: t('keys.drop.ask', { name: dialog.drop.name }),
      words: [t(dialog.drop.id === session.me.id ? 'keys.drop.own' : 'keys.drop.words')],
      action: t('keys.drop'),
      danger: true,
      close,
      act: async () => {
        await remove(at`/api/keys/${dialog.drop.id}`);
        await list.refresh();
      },
    }),
  );
}

const Row = ({ item, drop }) => tr(
  td({ class: 'lead' }, item.name, item.id === session.me.id && span({ class: 'chip' }, t('keys.own'))),
  td({ 'data-label': t('column.role') }, t(`role.${item.role}`)),
  td({ 'data-label': t('column.apps') }, item.apps.length ? item.apps.join(', ') : t('keys.all-apps')),
  td({ 'data-label': t('column.expires') }, item.expiresAt ? h(Exactly, { at: item.expiresAt }) : t('keys.never')),
  td({ 'data-label': t('column.created') }, h(When, { at: item.createdAt }), ' ', span({ class: 'muted' }, item.createdBy)),
  td({ class: 'right' }, button({ type: 'button', class: 'quiet small danger', 'aria-label': t('keys.drop.ask', { name: item.name }), onClick: drop }, t('keys.drop'))),
);

const Made = ({ made, done }) => div(
  { class: 'card fine', role: 'status' },
  p(t('keys.made', { name: made.name })),
  div({ class: 'secret' }, code({ 'data-key': '' }, made.key), h(Copy, { text: made.key, label: t('copy.what', { what: made.name }) })),
  button({ type: 'button', onClick: done }, t('keys.noted')),
);

function Make({ close, done }) {
  const [asked, setAsked] = useState({ name: '', role: 'viewer', apps: '', days: '' });
  const set = (field) => (value) => setAsked((before) => ({ ...before, [field]: value }));
  return h(
    Ask,
    {
      heading: t('keys.make'),
      words: [],
      action: t('keys.make'),
      close,
      act: async () => {
        const apps = asked.apps.split(/[\s,，、]+/).filter(Boolean);
        const expiresAt = asked.days === '' ? undefined : new Date(Date.now() + Number(asked.days) * 86_400_000).toISOString();
        done(await post('/api/keys', { name: asked.name, role: asked.role, apps, expiresAt }));
      },
    },
    h(TextField, { label: t('column.name'), hint: t('keys.name.hint'), name: 'name', required: true, maxLength: 100, value: asked.name, onValue: set('name') }),
    h(Field, { label: t('column.role'), hint: t(`role.${asked.role}.may`) }, ({ id, describedBy }) => select(
      { id, name: 'role', 'aria-describedby': describedBy, onChange: (e) => set('role')(e.currentTarget.value) },
      ROLES.map((role) => option({ key: role, value: role, selected: role === asked.role }, t(`role.${role}`))),
    )),
    h(TextField, { label: t('column.apps'), hint: t('keys.apps.hint'), name: 'apps', value: asked.apps, onValue: set('apps') }),
    h(TextField, { label: t('keys.days'), hint: t('keys.days.hint'), name: 'days', type: 'number', min: 1, step: 1, value: asked.days, onValue: set('days') }),
  );
}
