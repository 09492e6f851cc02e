// From a file to a release: chosen, sent and judged without leaving anything, looked at, sent again for good, watched.
import { a, button, div, form, h, input, label, ol, li, option, p, progress, section, select, span, textarea, useEffect, useRef, useState } from '../dom.js';
import { at, get, upload } from '../api.js';
import { toApp, toRelease } from '../links.js';
import { useLive } from '../live.js';
import { Card, Crumbs, Curl, Fault, Field, PageHead, Short, State, TextField } from '../parts.js';
import { session } from '../session.js';
import { bytes, number, percent, t } from '../words.js';
import { Deltas } from './release-deltas.js';

const PLAIN = { platform: '', version: '', match: '', priority: 'normal', rollout: '100', packaging: '', notes: '', draft: false };

export function PublishPage({ app = '' }) {
  const [name, setName] = useState(app);
  const [file, setFile] = useState(null);
  const [fields, setFields] = useState({ ...PLAIN, draft: !session.may('publisher') });
  const [stage, setStage] = useState({ at: 'choose' });
  const set = (field, value) => setFields((before) => ({ ...before, [field]: value }));

  const send = async (dryRun) => {
    const form_ = new FormData();
    for (const [field, value] of Object.entries(fields)) if (value !== '' && value !== false) form_.append(field, String(value));
    if (dryRun) form_.append('dryRun', 'true');
    form_.append('package', file);
    setStage((before) => ({ ...before, at: dryRun ? 'judging' : 'publishing', sent: 0, error: null }));
    try {
      const answer = await upload(at`/api/apps/${name}/releases`, form_, (sent) => setStage((before) => ({ ...before, sent })));
      setStage({ at: dryRun ? 'judged' : 'done', answer });
    } catch (error) {
      setStage((before) => ({ at: dryRun ? 'choose' : 'judged', answer: before.answer, error }));
    }
  };

  const busy = stage.at === 'judging' || stage.at === 'publishing';
  const place = { choose: 0, judging: 0, judged: 1, publishing: 1, done: 2 }[stage.at];
  return div(
    h(PageHead, {
      heading: t('publish.title'),
      above: h(Crumbs, { items: app ? [[t('nav.apps'), '#/'], [app, toApp(app)]] : [[t('nav.apps'), '#/']] }),
    }),
    ol({ class: 'stages' }, ['choose', 'look', 'live'].map((one, i) => li({ key: one, class: i < place ? 'done' : i === place ? 'now' : '', 'aria-current': i === place ? 'step' : undefined }, t(`publish.stage.${one}`)))),
    place === 0 && h(Choose, { app, name, setName, file, setFile, fields, set, busy, error: stage.error, judge: () => send(true) }),
    place === 1 && h(Look, { name, fields, answer: stage.answer, busy, error: stage.error, back: () => setStage({ at: 'choose' }), go: () => send(false) }),
    busy && h(Sending, { sent: stage.sent, size: file.size }),
    stage.at === 'done' && stage.answer.releases.map((release) => h(Live, { key: release.id, app: name, id: release.id })),
    stage.at === 'done' && button({ type: 'button', onClick: () => { setFile(null); setStage({ at: 'choose' }); } }, t('publish.another')),
  );
}

function Choose({ app, name, setName, file, setFile, fields, set, busy, error, judge }) {
  const ready = file !== null && name !== '' && !busy;
  return form(
    { onSubmit: (e) => { e.preventDefault(); if (ready) judge(); } },
    h(
      Card,
      {},
      !app && h(TextField, { label: t('app'), hint: t('publish.app.hint'), name: 'app', required: true, maxLength: 64, pattern: '[A-Za-z0-9][A-Za-z0-9._\\-]*', value: name, onValue: setName, autocapitalize: 'off', spellcheck: false }),
      h(Drop, { file, setFile }),
      h(Options, { fields, set }),
      h(Fault, { error }),
      div({ class: 'actions end' }, button({ type: 'submit', class: 'primary', disabled: !ready }, t('publish.judge'))),
    ),
    h(Card, { heading: t('publish.by-curl') }, p({ class: 'muted' }, t('publish.by-curl.words')), h(Curl, { line: curlOf(name, fields, file) })),
  );
}

function curlOf(name, fields, file) {
  const quoted = (text) => `'${String(text).replaceAll("'", "'\\''")}'`;
  const given = Object.entries(fields).filter(([field, value]) => value !== '' && value !== false && String(value) !== String(PLAIN[field]));
  return [
    "curl -H 'Authorization: Bearer KEY'", `-F ${quoted(`package=@${file?.name || 'app.zip'}`)}`,
    ...given.map(([field, value]) => `-F ${quoted(`${field}=${value}`)}`), `${location.origin}/api/apps/${encodeURIComponent(name || 'APP')}/releases`,
  ].join(' \\\n  ');
}

function Drop({ file, setFile }) {
  const [over, setOver] = useState(false);
  const ref = useRef(null);
  const drop = (e) => {
    e.preventDefault();
    setOver(false);
    if (e.dataTransfer.files.length > 0) setFile(e.dataTransfer.files[0]);
  };
  return div(
    {
      class: over ? 'drop over' : 'drop',
      onDragOver: (e) => { e.preventDefault(); setOver(true); },
      onDragLeave: () => setOver(false),
      onDrop: drop,
    },
    p({ class: 'drop-what' }, file ? [span({ class: 'file' }, file.name), ' ', span({ class: 'muted' }, bytes(file.size))] : t('publish.drop')),
    label({ class: 'button' }, file ? t('publish.other-file') : t('publish.choose'), input({
      ref, type: 'file', name: 'package', class: 'unseen', onChange: (e) => e.currentTarget.files.length > 0 && setFile(e.currentTarget.files[0]),
    })),
    p({ class: 'muted' }, t('publish.drop.hint')),
  );
}

function Options({ fields, set }) {
  const Pick = (name, values, hint) => h(Field, { label: t(name), hint }, ({ id, describedBy }) => select(
    { id, name, 'aria-describedby': describedBy, onChange: (e) => set(name, e.currentTarget.value) },
    values.map((value) => option({ key: value, value, selected: value === fields[name] }, value === '' ? t(`${name}.by-package`) : t(`${name}.${value}`))),
  ));
  return div(
    { class: 'options' },
    Pick('platform', ['', 'android', 'ios', 'harmony'], t('publish.platform.hint')),
    h(TextField, { label: t('version'), hint: t('publish.version.hint'), name: 'version', placeholder: '2.1.0', value: fields.version, onValue: (value) => set('version', value), autocapitalize: 'off', spellcheck: false }),
    Pick('match', ['', 'exact', 'up-to', 'at-least']),
    Pick('priority', ['blocking', 'normal', 'idle'], t(`priority.${fields.priority}.hint`)),
    h(TextField, { label: t('publish.rollout'), hint: t('publish.rollout.hint'), name: 'rollout', type: 'number', min: 0, max: 100, step: 0.01, required: true, value: fields.rollout, onValue: (value) => set('rollout', value) }),
    Pick('packaging', ['', 'as-is', 'stored'], t('publish.packaging.hint')),
    div({ class: 'wide-field' }, h(Field, { label: t('notes'), hint: t('publish.notes.hint') }, ({ id, describedBy }) => textarea({
      id, name: 'notes', 'aria-describedby': describedBy, rows: 3, value: fields.notes, onInput: (e) => set('notes', e.currentTarget.value),
    }))),
    label({ class: 'check wide-field' }, input({
      type: 'checkbox', name: 'draft', checked: fields.draft, disabled: !session.may('publisher'), onChange: (e) => set('draft', e.currentTarget.checked),
    }), t(session.may('publisher') ? 'publish.draft' : 'publish.draft-only')),
  );
}

function Sending({ sent, size }) {
  const ref = useRef(null);
  useEffect(() => ref.current?.scrollIntoView({ block: 'nearest' }), []);
  return section(
    { class: 'card sending', ref },
    div({ role: 'status' }, sent < 1 ? t('publish.sending', { percent: percent(sent), size: bytes(size) }) : t('publish.judging')),
    progress({ max: 1, value: sent, 'aria-label': t('publish.progress') }),
  );
}

/** What would happen, before it does. */
function Look({ name, fields, answer, busy, error, back, go }) {
  const draft = fields.draft;
  return div(
    h(
      Card,
      { heading: t('publish.would') },
      answer.releases.map((release, i) => h(Foreseen, { key: i, app: name, release })),
    ),
    h(
      Card,
      { heading: t('publish.lint'), class: answer.warnings.length ? 'warned' : 'fine' },
      answer.warnings.length === 0
        ? p(t('publish.lint.fine'))
        : [p({ key: 'words' }, t('publish.lint.warnings', { count: answer.warnings.length })), answer.warnings.map((text) => div({ key: text, class: 'warning', lang: 'en' }, text))],
    ),
    h(Fault, { error }),
    div(
      { class: 'actions end' },
      button({ type: 'button', disabled: busy, onClick: back }, t('back')),
      button({ type: 'button', class: 'primary', disabled: busy, onClick: go }, t(draft ? 'publish.as-draft' : 'publish.now')),
    ),
  );
}

function Foreseen({ app, release }) {
  const [fleet, setFleet] = useState(null);
  useEffect(() => {
    get(at`/api/apps/${app}/adoption`, { limit: 1 })
      .then((adoption) => setFleet(adoption.fleet.find((one) => one.platform === release.platform)?.devices || 0))
      .catch(() => setFleet(0));
  }, [app, release.platform]);
  const meant = Math.round(((fleet || 0) * release.rollout) / 100);
  return div(
    { class: 'foreseen' },
    div({ class: 'summary' }, span({ class: 'lead' }, `${t(`platform.${release.platform}`)} ${release.version}`), h(Short, { of: release.jsVersion }), h(State, { state: release.state })),
    p(t(`match.${release.match}.words`, { version: release.version }), ' · ', t(`priority.${release.priority}`), release.full && ` · ${bytes(release.full.size)} · ${release.packaging}`),
    fleet !== null && p({ class: 'reach' }, release.state === 'draft'
      ? t('publish.reach.draft')
      : fleet === 0 ? t('publish.reach.nobody') : t('publish.reach', { count: meant, devices: fleet, rollout: number(release.rollout) })),
  );
}

/** The release as it comes to life. */
function Live({ app, id }) {
  const path = at`/api/apps/${app}/releases/${id}`;
  const { data, error, refresh } = useLive((signal) => get(path, {}, { signal }), (release) => (release.deltas.pending ? 1000 : 4000), [app, id]);
  if (!data) return h(Fault, { error, retry: refresh });
  return div(
    { class: 'came' },
    h(Card, { heading: t(data.state === 'draft' ? 'publish.is-draft' : 'publish.is-live'), class: 'fine', aside: h(State, { state: data.state }) },
      p(`${t(`platform.${data.platform}`)} ${data.version} `, h(Short, { of: data.jsVersion })),
      p(data.deltas.pending ? t('publish.building', { count: data.deltas.pending }) : t('publish.built')),
      a({ class: 'button', href: toRelease(app, id) }, t('publish.open'))),
    h(Deltas, { path, release: data }),
  );
}
