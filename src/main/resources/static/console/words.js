// The words of the page, in the reader's language, and numbers and times as that language writes them.
const LANGUAGES = ['en', 'zh'];
const CHOSEN = 'patchbay.language';

let language = 'en';
let words = {};
let plural = new Intl.PluralRules('en');

export const languages = LANGUAGES;
export const currentLanguage = () => language;

function wanted() {
  let chosen = null;
  try {
    chosen = localStorage.getItem(CHOSEN);
  } catch { /* follows the browser */ }
  if (LANGUAGES.includes(chosen)) return chosen;
  return navigator.languages.some((one) => one.toLowerCase().startsWith('zh')) && !startsWithEnglish() ? 'zh' : 'en';
}

function startsWithEnglish() {
  return (navigator.languages[0] || '').toLowerCase().startsWith('en');
}

export async function loadWords(chosen = wanted()) {
  const response = await fetch(`/console/words/${chosen}.json`, { cache: 'no-cache' });
  words = await response.json();
  language = chosen;
  plural = new Intl.PluralRules(locale());
  document.documentElement.lang = locale();
}

export async function speak(chosen) {
  try {
    localStorage.setItem(CHOSEN, chosen);
  } catch { /* for this visit only */ }
  await loadWords(chosen);
}

const locale = () => (language === 'zh' ? 'zh-CN' : 'en');

/** A text with {name} filled in. Where a count is given, name.one or name.other is looked for first. */
export function t(name, values = {}) {
  const text = (values.count !== undefined && words[`${name}.${plural.select(values.count)}`]) || words[name];
  if (text === undefined) return name;
  return text.replace(/\{(\w+)\}/g, (all, key) => {
    const value = values[key];
    return typeof value === 'number' ? number(value) : String(value ?? all);
  });
}

/** Whether there is a text of that name: what a newer server says may be unknown here. */
export const has = (name) => words[name] !== undefined;

export const number = (value) => new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);

export const percent = (share) => {
  const small = share > 0 && share < 0.1;
  return new Intl.NumberFormat(locale(), { style: 'percent', maximumFractionDigits: small ? 2 : 1 }).format(share);
};

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];

export function bytes(value) {
  if (Math.abs(value) < 1000) return `${number(value)} B`;
  let unit = 0;
  let size = value;
  while (Math.abs(size) >= 1000 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const format = { style: 'unit', unit: UNITS[unit], unitDisplay: 'short', maximumFractionDigits: size < 100 ? 1 : 0 };
  return new Intl.NumberFormat(locale(), format).format(size);
}

/** In the reader's own time zone. */
export function dateTime(iso) {
  return new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));
}

export const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A day of the server, which counts by UTC. */
export const day = (iso) =>
  new Intl.DateTimeFormat(locale(), { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(iso));

export const hour = (iso) =>
  new Intl.DateTimeFormat(locale(), { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' })
    .format(new Date(iso));

const STEPS = [['year', 31536000], ['month', 2592000], ['day', 86400], ['hour', 3600], ['minute', 60], ['second', 1]];

export function ago(iso) {
  const seconds = (new Date(iso).getTime() - Date.now()) / 1000;
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) || STEPS[STEPS.length - 1];
  return new Intl.RelativeTimeFormat(locale(), { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}

/** A span such as PT4H, as the server writes it. */
export function span(iso) {
  const [, days, hours, minutes, seconds] = /P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?/.exec(iso) || [];
  let left = (Number(days || 0) * 24 + Number(hours || 0)) * 3600 + Number(minutes || 0) * 60 + Number(seconds || 0);
  const parts = [];
  for (const [unit, size] of STEPS.slice(2)) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count) parts.push(new Intl.NumberFormat(locale(), { style: 'unit', unit, unitDisplay: 'long' }).format(count));
  }
  return parts.slice(0, 2).join(' ') || '0';
}
