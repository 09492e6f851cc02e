// What several pages are made of.
import {
  a, button, classes, code, dialog, div, form, h, h1, h2, input, label as labelOf, p, pre, section, span, textarea, time,
  svg, path, useEffect, useRef, useState, Fragment,
} from './dom.js';
import { ago, dateTime, has, t } from './words.js';

let numbered = 0;
/** An id that no other element has. */
export const useId = (prefix) => useState(() => `${prefix}-${++numbered}`)[0];

/** The head of a page; its heading gets the focus when the page is new, so that a screen reader says where one is. */
export function PageHead({ heading, above, children, aside }) {
  const ref = useRef(null);
  useEffect(() => {
    document.title = `${heading} · Patchbay`;
    if (document.activeElement === document.body || document.activeElement?.closest?.('nav')) ref.current.focus();
  }, [heading]);
  return div(
    { class: 'page-head' },
    div({ class: 'page-title' }, above, h1({ ref, tabIndex: -1 }, heading), children),
    aside && div({ class: 'actions' }, aside),
  );
}

export function Crumbs({ items }) {
  return div(
    { class: 'crumbs' },
    items.map(([text, href], i) => h(Fragment, { key: i }, i > 0 && span({ 'aria-hidden': 'true' }, '/'), a({ href }, text))),
  );
}

export function Card({ heading, aside, children, class: extra }) {
  const id = useId('card');
  return section(
    { class: classes('card', extra), 'aria-labelledby': heading ? id : undefined },
    heading && div({ class: 'card-head' }, h2({ id }, heading), aside),
    children,
  );
}

export const State = ({ state }) => span({ class: `state state-${state}` }, t(`state.${state}`));

export const When = ({ at }) => (at ? time({ dateTime: at, title: dateTime(at) }, ago(at)) : '–');

export const Exactly = ({ at }) => (at ? time({ dateTime: at }, dateTime(at)) : '–');

/** A long name of which the beginning is enough to tell it from others. */
export const Short = ({ of, length = 8 }) => code({ title: of, class: 'short' }, String(of).slice(0, length));

export function Copy({ text, label }) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
      setTimeout(() => setDone(false), 2000);
    } catch { /* the text can be selected */ }
  };
  return button({ type: 'button', class: 'quiet small', onClick: copy, 'aria-label': label }, done ? t('copied') : t('copy'));
}

export const Curl = ({ line }) => div({ class: 'curl' }, pre({ tabIndex: 0 }, code(line)), h(Copy, { text: line }));

export function Empty({ heading, words, curl, children }) {
  return div(
    { class: 'empty' },
    h(Picture, {}),
    h2(heading),
    words && p(words),
    children,
    curl && h(Fragment, null, p({ class: 'muted' }, t('empty.curl')), h(Curl, { line: curl })),
  );
}

const Picture = () => svg(
  { class: 'picture', viewBox: '0 0 48 32', width: 72, height: 48, 'aria-hidden': 'true' },
  path({ d: 'M2 16h9M37 16h9', class: 'wire' }),
  path({ d: 'M17 9h14a4 4 0 0 1 4 4v6a4 4 0 0 1-4 4H17a4 4 0 0 1-4-4v-6a4 4 0 0 1 4-4z', class: 'box' }),
  path({ d: 'M20 16h8', class: 'wire' }),
);

/** What went wrong, and what to do about it. */
export function Fault({ error, retry }) {
  if (!error) return null;
  const advice = [`fault.${error.slug}`, `fault.${error.status}`].find(has) || 'fault.other';
  return div(
    { class: 'fault', role: 'alert' },
    div({ class: 'fault-advice' }, t(advice, { status: error.status ?? '' })),
    error.detail && div({ class: 'fault-detail', lang: 'en' }, error.detail),
    retry && button({ type: 'button', class: 'small', onClick: retry }, t('try-again')),
  );
}

export const Loading = () => div({ class: 'loading', role: 'status' }, span({ class: 'spinner', 'aria-hidden': 'true' }), t('loading'));

/** A list that may be empty, not there yet, or out of reach. */
export function Listed({ list, empty, children }) {
  if (list.items === null) return list.error ? h(Fault, { error: list.error, retry: list.refresh }) : h(Loading);
  return h(
    Fragment,
    null,
    list.error && h(Fault, { error: list.error, retry: list.refresh }),
    list.items.length === 0 ? empty : children,
    list.next && div(
      { class: 'more' },
      button({ type: 'button', disabled: list.busy, onClick: list.readOn }, list.busy ? t('loading') : t('more')),
    ),
  );
}

export function Field({ label, hint, children, error }) {
  const id = useId('field');
  const control = typeof children === 'function' ? children({ id, describedBy: hint || error ? `${id}-hint` : undefined }) : children;
  return div(
    { class: 'field' },
    labelOf({ for: id }, label),
    control,
    (hint || error) && div({ id: `${id}-hint`, class: error ? 'hint bad' : 'hint' }, error || hint),
  );
}

export function TextField({ label, hint, value, onValue, ...rest }) {
  return h(Field, { label, hint }, ({ id, describedBy }) => input({
    id, 'aria-describedby': describedBy, value, onInput: (e) => onValue(e.currentTarget.value), ...rest,
  }));
}

export const Tile = ({ label, value, hint, tone }) => div(
  { class: classes('tile', tone) },
  div({ class: 'tile-label' }, label),
  div({ class: 'tile-value' }, value),
  hint && div({ class: 'tile-hint' }, hint),
);

/**
 * Asks before something is done, says what will happen, and shows what went wrong if it did.
 *
 * @param act gets the reason that was given; the dialog closes when it is done
 */
export function Ask({ heading, words, action, danger, reason, act, close, children }) {
  const ref = useRef(null);
  const [why, setWhy] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(null);
  const id = useId('ask');
  useEffect(() => ref.current.showModal(), []);

  const go = async (e) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      await act(why.trim());
      close();
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return dialog(
    { ref, 'aria-labelledby': id, onClose: close },
    form(
      { onSubmit: go },
      h2({ id }, heading),
      words.map((text, i) => p({ key: i }, text)),
      children,
      reason && h(Field, { label: t('reason'), hint: t('reason.hint') }, ({ id: field, describedBy }) => textarea({
        id: field, 'aria-describedby': describedBy, rows: 2, maxLength: 1000, value: why, onInput: (e) => setWhy(e.currentTarget.value),
      })),
      h(Fault, { error }),
      div(
        { class: 'actions end' },
        button({ type: 'button', onClick: close }, t('cancel')),
        button({ type: 'submit', class: danger ? 'danger' : 'primary', disabled: busy }, busy ? t('working') : action),
      ),
    ),
  );
}


