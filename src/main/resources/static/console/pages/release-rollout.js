// To how many devices a release goes: at once by a slider, or step by step by a plan.
import { button, div, fieldset, form, h, input, label, legend, li, ol, p, span, strong, useEffect, useState } from '../dom.js';
import { patch } from '../api.js';
import { Ask, Card, Exactly, Field, TextField } from '../parts.js';
import { session } from '../session.js';
import { percent, span as spanOfTime, t } from '../words.js';

const MARKS = [1, 5, 10, 25, 50, 100];
const SOAK = /^[0-9]+[smhd]$/;

export function Rollout({ path, release, impact, refresh }) {
  const may = session.may('publisher') && !release.embedded && release.state !== 'withdrawn';
  if (release.embedded) return null;
  const planned = release.plan && ['waiting', 'running', 'paused'].includes(release.plan.state);
  return h(
    Card,
    { heading: t('rollout'), aside: strong({ class: 'big' }, percent(release.rollout / 100)) },
    p({ class: 'muted' }, t('rollout.words', { count: impact.meant, devices: impact.devices, running: impact.running })),
    may && h(Slider, { path, release, impact, planned, refresh }),
    release.plan && h(Plan, { plan: release.plan }),
    may && h(PlanActions, { path, release, impact, planned, refresh }),
  );
}

function Slider({ path, release, impact, planned, refresh }) {
  const [wanted, setWanted] = useState(String(release.rollout));
  const [asked, setAsked] = useState(false);
  useEffect(() => setWanted(String(release.rollout)), [release.rollout]);
  const value = Number(wanted);
  const valid = wanted.trim() !== '' && value >= 0 && value <= 100;
  const changed = valid && value !== release.rollout;
  const devices = valid ? Math.round((impact.devices * value) / 100) : 0;

  return form(
    { class: 'slider', onSubmit: (e) => { e.preventDefault(); if (changed) setAsked(true); } },
    input({
      type: 'range', min: 0, max: 100, step: 1, name: 'rollout-slider', 'aria-label': t('rollout.slider'),
      'aria-valuetext': `${wanted}%`, value: valid ? value : 0, onInput: (e) => setWanted(e.currentTarget.value),
    }),
    div(
      { class: 'marks', role: 'group', 'aria-label': t('rollout.marks') },
      MARKS.map((mark) => button({ key: mark, type: 'button', class: 'quiet small', 'aria-pressed': String(mark === value), onClick: () => setWanted(String(mark)) }, percent(mark / 100))),
    ),
    div(
      { class: 'inline' },
      h(Field, { label: t('rollout.percent') }, ({ id }) => input({
        id, name: 'rollout', type: 'number', min: 0, max: 100, step: 0.01, value: wanted, onInput: (e) => setWanted(e.currentTarget.value),
      })),
      span({ class: 'muted', 'aria-live': 'polite' }, t('rollout.about', { count: devices, devices: impact.devices })),
      button({ type: 'submit', class: 'primary', disabled: !changed }, value < release.rollout ? t('rollout.narrow') : t('rollout.widen')),
    ),
    asked && h(Ask, {
      heading: t('rollout.ask', { from: release.rollout, to: value }),
      words: [
        value > release.rollout
          ? t('rollout.more', { count: Math.max(0, devices - impact.meant), devices })
          : t('rollout.fewer', { count: Math.max(0, impact.meant - devices), running: impact.running }),
        planned && t('rollout.ends-plan'),
      ].filter(Boolean),
      action: value > release.rollout ? t('rollout.widen') : t('rollout.narrow'),
      close: () => setAsked(false),
      act: async () => {
        await patch(path, { rollout: value });
        await refresh();
      },
    }),
  );
}

/** The plan as it stands. */
const Plan = ({ plan }) => div(
  { class: 'plan' },
  div({ class: 'plan-head' }, strong(t('plan')), span({ class: `chip plan-${plan.state}` }, t(`plan.${plan.state}`))),
  ol(
    { class: 'steps' },
    plan.steps.map((step, i) => li(
      { key: i, class: i + 1 < plan.step ? 'done' : i + 1 === plan.step ? 'now' : '', 'aria-current': i + 1 === plan.step ? 'step' : undefined },
      strong(percent(step.rollout / 100)),
      span({ class: 'muted' }, step.soak ? t('plan.soak', { time: spanOfTime(step.soak) }) : t('plan.last')),
    )),
  ),
  plan.condition && p({ class: 'muted' }, t('plan.condition', { rate: plan.condition.maxFailureRate, count: plan.condition.minDevices })),
  plan.devices !== null && p({ class: 'muted' }, t('plan.so-far', { count: plan.devices, rate: plan.failureRate ?? 0 })),
  plan.nextAt && p({ class: 'muted' }, t('plan.next'), ' ', h(Exactly, { at: plan.nextAt })),
  plan.waitsFor && !plan.nextAt && p({ class: 'muted' }, t('plan.waits'), ' ', span({ lang: 'en' }, plan.waitsFor)),
  plan.reason && p({ class: 'muted' }, t('plan.ended-by'), ' ', span({ lang: 'en' }, plan.reason)),
);

function PlanActions({ path, release, impact, planned, refresh }) {
  const [open, setOpen] = useState(null);
  return div(
    { class: 'actions' },
    button({ type: 'button', class: 'small', onClick: () => setOpen('edit') }, planned ? t('plan.change') : t('plan.make')),
    planned && button({ type: 'button', class: 'small quiet', onClick: () => setOpen('remove') }, t('plan.remove')),
    open === 'edit' && h(PlanDialog, { path, release, impact, refresh, close: () => setOpen(null) }),
    open === 'remove' && h(Ask, {
      heading: t('plan.remove'),
      words: [t('plan.remove.words', { rollout: release.rollout })],
      action: t('plan.remove'),
      close: () => setOpen(null),
      act: async () => {
        await patch(path, { plan: null });
        await refresh();
      },
    }),
  );
}

function PlanDialog({ path, release, impact, refresh, close }) {
  const [steps, setSteps] = useState(release.plan?.steps.map((step) => ({ rollout: String(step.rollout), soak: short(step.soak) }))
    || [{ rollout: '1', soak: '4h' }, { rollout: '10', soak: '12h' }, { rollout: '50', soak: '1d' }, { rollout: '100', soak: '' }]);
  const [rate, setRate] = useState(String(release.plan?.condition?.maxFailureRate ?? 2));
  const [least, setLeast] = useState(String(release.plan?.condition?.minDevices ?? 50));
  const change = (i, name, value) => setSteps(steps.map((step, at) => (at === i ? { ...step, [name]: value } : step)));
  const first = Number(steps[0]?.rollout || 0);

  return h(
    Ask,
    {
      heading: t('plan.ask'),
      words: [t('plan.words', { rollout: first, count: Math.round((impact.devices * first) / 100) })],
      action: t('plan.start'),
      close,
      act: async () => {
        await patch(path, { plan: read(steps, rate, least) });
        await refresh();
      },
    },
    fieldset(
      legend(t('plan.steps')),
      steps.map((step, i) => div(
        { key: i, class: 'inline step' },
        label(t('plan.percent'), input({ type: 'number', min: 0, max: 100, step: 0.01, required: true, value: step.rollout, onInput: (e) => change(i, 'rollout', e.currentTarget.value) })),
        i < steps.length - 1
          ? label(t('plan.hold'), input({ required: true, pattern: SOAK.source.slice(1, -1), title: t('plan.hold.hint'), value: step.soak, onInput: (e) => change(i, 'soak', e.currentTarget.value) }))
          : span({ class: 'muted' }, t('plan.last')),
        steps.length > 1 && button({ type: 'button', class: 'quiet small', 'aria-label': t('plan.drop', { number: i + 1 }), onClick: () => setSteps(steps.filter((_, at) => at !== i)) }, '×'),
      )),
      button({ type: 'button', class: 'small', onClick: () => setSteps([...steps.map((step) => ({ ...step, soak: step.soak || '1d' })), { rollout: '100', soak: '' }]) }, t('plan.add')),
    ),
    fieldset(
      legend(t('plan.if')),
      div(
        { class: 'inline' },
        h(TextField, { label: t('plan.rate'), type: 'number', min: 0, max: 100, step: 0.01, required: true, value: rate, onValue: setRate }),
        h(TextField, { label: t('plan.least'), type: 'number', min: 1, step: 1, required: true, value: least, onValue: setLeast }),
      ),
    ),
  );
}

const read = (steps, rate, least) => ({
  steps: steps.map((step, i) => (i < steps.length - 1 ? { rollout: Number(step.rollout), soak: step.soak } : { rollout: Number(step.rollout) })),
  condition: { maxFailureRate: Number(rate), minDevices: Number(least) },
});

/** PT36H as 36h, which people write. */
function short(iso) {
  if (!iso) return '';
  const [, days, hours, minutes, seconds] = /P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?/.exec(iso) || [];
  const all = (Number(days || 0) * 24 + Number(hours || 0)) * 3600 + Number(minutes || 0) * 60 + Number(seconds || 0);
  const [size, letter] = [[86400, 'd'], [3600, 'h'], [60, 'm'], [1, 's']].find(([length]) => all % length === 0);
  return `${all / size}${letter}`;
}
