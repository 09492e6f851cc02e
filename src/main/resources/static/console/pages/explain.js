import { a, button, code, div, form, h, input, label, li, ol, option, p, select, span, strong, useEffect, useState } from '../dom.js';
import { at, get } from '../api.js';
import { toApp, toRelease } from '../links.js';
import { Card, Crumbs, Curl, Fault, Field, PageHead, TextField } from '../parts.js';
import { has, t } from '../words.js';

const EMPTY = { platform: 'ios', version: '', jsVersion: '', deviceId: '', tags: '', isDiff: true };
const GOOD = new Set(['in', 'fits', 'known', 'offered', 'delta']);
const BAD = new Set(['out', 'none', 'unknown', 'waits']);

export function ExplainPage({ app = '' }) {
  const [name, setName] = useState(app);
  const [question, setQuestion] = useState(EMPTY);
  const [found, setFound] = useState({});
  const set = (field) => (value) => setQuestion((before) => ({ ...before, [field]: value }));

  const ask = async (e) => {
    e.preventDefault();
    try {
      setFound({ asked: name, answer: await get(at`/api/apps/${name}/explain`, question) });
    } catch (error) {
      setFound({ error });
    }
  };
  return div(
    h(PageHead, {
      heading: t('explain.title'),
      above: h(Crumbs, { items: app ? [[t('nav.apps'), '#/'], [app, toApp(app)]] : [[t('nav.apps'), '#/']] }),
      children: p({ class: 'muted' }, t('explain.words')),
    }),
    div(
      { class: 'columns narrow-first' },
      h(Card, { heading: t('explain.device') }, form(
        { onSubmit: ask },
        !app && h(AppField, { name, setName }),
        h(Field, { label: t('platform') }, ({ id }) => select(
          { id, name: 'platform', onChange: (e) => set('platform')(e.currentTarget.value) },
          ['ios', 'android', 'harmony'].map((one) => option({ key: one, value: one, selected: one === question.platform }, t(`platform.${one}`))),
        )),
        h(TextField, { label: t('explain.version'), hint: t('explain.version.hint'), name: 'version', required: true, placeholder: '2.1.0', value: question.version, onValue: set('version'), autocapitalize: 'off', spellcheck: false }),
        h(TextField, { label: t('explain.jsVersion'), hint: t('explain.jsVersion.hint'), name: 'jsVersion', value: question.jsVersion, onValue: set('jsVersion'), autocapitalize: 'off', spellcheck: false }),
        h(TextField, { label: t('explain.deviceId'), hint: t('explain.deviceId.hint'), name: 'deviceId', value: question.deviceId, onValue: set('deviceId'), autocapitalize: 'off', spellcheck: false }),
        h(TextField, { label: t('explain.tags'), hint: t('explain.tags.hint'), name: 'tags', value: question.tags, onValue: set('tags'), autocapitalize: 'off', spellcheck: false }),
        label({ class: 'check' }, input({ type: 'checkbox', name: 'isDiff', checked: question.isDiff, onChange: (e) => set('isDiff')(e.currentTarget.checked) }), t('explain.isDiff')),
        button({ type: 'submit', class: 'primary' }, t('explain.ask')),
      )),
      div(
        { 'aria-live': 'polite' },
        h(Fault, { error: found.error }),
        found.answer ? h(Answer, { app: found.asked, answer: found.answer.answer, steps: found.answer.steps }) : !found.error && h(Hint, { name }),
      ),
    ),
  );
}

function AppField({ name, setName }) {
  const [apps, setApps] = useState([]);
  useEffect(() => {
    get('/api/apps', { limit: 200 }).then((page) => {
      setApps(page.items);
      if (page.items.length > 0) setName(page.items[0].name);
    }).catch(() => setApps([]));
  }, []);
  return h(Field, { label: t('app') }, ({ id }) => select(
    { id, name: 'app', required: true, onChange: (e) => setName(e.currentTarget.value) },
    apps.map((one) => option({ key: one.name, value: one.name, selected: one.name === name }, one.name)),
  ));
}

const Hint = ({ name }) => div(
  { class: 'card' },
  p(t('explain.hint')),
  h(Curl, { line: `curl -H 'Authorization: Bearer KEY' \\\n  '${location.origin}/api/apps/${encodeURIComponent(name || 'APP')}/explain?platform=ios&version=2.1.0&deviceId=ID'` }),
);

function Answer({ app, answer, steps }) {
  return [
    h(
      Card,
      { key: 'answer', class: answer.update ? 'fine answer' : 'answer' },
      p({ class: 'big' }, t(`answer.${answer.kind}`)),
      answer.update && p(
        a({ href: toRelease(app, answer.releaseId) }, t('answer.release', { id: answer.releaseId })), ' ', code(answer.jsVersion.slice(0, 8)), ' · ',
        t(answer.diff ? 'answer.delta' : 'answer.full'), ' · ', t(`priority.${answer.priority}`),
      ),
      has(`answer.${answer.kind}.do`) && p({ class: 'muted' }, t(`answer.${answer.kind}.do`)),
    ),
    h(Card, { key: 'steps', heading: t('explain.steps') }, ol({ class: 'reasons' }, steps.map((step, i) => h(Step, { key: i, app, step })))),
  ];
}

const Step = ({ app, step }) => li(
  { class: GOOD.has(step.outcome) ? 'good' : BAD.has(step.outcome) ? 'bad' : '' },
  div(
    strong(has(`rule.${step.rule}`) ? t(`rule.${step.rule}`) : step.rule), ' ',
    step.releaseId && a({ href: toRelease(app, step.releaseId) }, t('answer.release', { id: step.releaseId })), ' ',
    span({ class: 'chip' }, has(`outcome.${step.outcome}`) ? t(`outcome.${step.outcome}`) : step.outcome),
  ),
  div({ class: 'muted', lang: 'en' }, step.detail),
);
