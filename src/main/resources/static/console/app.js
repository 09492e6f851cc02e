// The frame around every page: who is signed in, where one is, which language and colours.
import { a, button, div, h, header, main, nav, option, render, select, span, useEffect, useState } from './dom.js';
import { get } from './api.js';
import { SignInPage } from './pages/signin.js';
import { Empty } from './parts.js';
import { resolve } from './routes.js';
import { session } from './session.js';
import { currentLanguage, languages, loadWords, speak, t } from './words.js';

const NAMES = { en: 'English', zh: '中文' };

function useAddress() {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const moved = () => {
      setHash(location.hash);
      scrollTo(0, 0);
    };
    addEventListener('hashchange', moved);
    return () => removeEventListener('hashchange', moved);
  }, []);
  return hash;
}

function Console() {
  const hash = useAddress();
  const [, redraw] = useState(0);
  useEffect(() => session.onChange(() => redraw((count) => count + 1)), []);
  const speakNow = async (language) => {
    await speak(language);
    redraw((count) => count + 1);
  };

  if (session.me === null) return div({ class: 'outside' }, h(SignInPage, { key: currentLanguage() }), h(Taste, { speakNow }));
  const found = resolve(hash);
  return div(
    { class: 'frame' },
    a({ class: 'skip', href: '#content', onClick: skip }, t('skip')),
    header(
      { class: 'side' },
      a({ class: 'brand', href: '#/' }, span({ class: 'mark', 'aria-hidden': 'true' }), 'Patchbay'),
      h(Places, { place: found?.place }),
      div({ class: 'foot' }, h(Who), h(Taste, { speakNow })),
    ),
    main(
      { id: 'content', tabIndex: -1 },
      found
        ? h(found.page, { ...found.props, key: `${currentLanguage()}${hash}` })
        : h(Empty, { heading: t('nowhere') }, a({ href: '#/' }, t('nav.apps'))),
    ),
  );
}

function skip(e) {
  e.preventDefault();
  document.getElementById('content').focus();
}

function Places({ place }) {
  const places = [['apps', '#/', true], ['publish', '#/publish', session.may('uploader')], ['explain', '#/explain', true],
    ['keys', '#/keys', session.mayRuleServer()], ['audit', '#/audit', session.mayRuleServer()], ['health', '#/health', true]];
  return nav(
    { 'aria-label': t('nav') },
    places.filter(([, , may]) => may).map(([name, href]) => a(
      { key: name, href, 'aria-current': place === name ? 'page' : undefined }, t(`nav.${name}`),
    )),
  );
}

const Who = () => div(
  { class: 'who' },
  div({ class: 'who-name', title: session.me.name }, session.me.name),
  div({ class: 'muted' }, t(`role.${session.me.role}`)),
  button({ type: 'button', class: 'quiet small', onClick: () => session.end() }, t('sign-out')),
);

/** Language and colours. */
function Taste({ speakNow }) {
  const [theme, setTheme] = useState(document.documentElement.dataset.theme || 'auto');
  const choose = (chosen) => {
    setTheme(chosen);
    if (chosen === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
    try {
      if (chosen === 'auto') localStorage.removeItem('patchbay.theme');
      else localStorage.setItem('patchbay.theme', chosen);
    } catch { /* for this visit only */ }
  };
  return div(
    { class: 'taste' },
    select(
      { 'aria-label': t('language'), name: 'language', onChange: (e) => speakNow(e.currentTarget.value) },
      languages.map((one) => option({ key: one, value: one, selected: one === currentLanguage(), lang: one }, NAMES[one])),
    ),
    select(
      { 'aria-label': t('theme'), name: 'theme', onChange: (e) => choose(e.currentTarget.value) },
      ['auto', 'light', 'dark'].map((one) => option({ key: one, value: one, selected: one === theme }, t(`theme.${one}`))),
    ),
  );
}

async function resume() {
  if (!session.key) return;
  try {
    session.begin(session.key, await get('/api/me'));
  } catch (problem) {
    // a server that is away for a moment is no reason to sign in anew: the page says so and offers to try again
    if (problem.status !== 401) session.away = problem;
  }
}

await loadWords();
await resume();
render(h(Console), document.getElementById('console'));
