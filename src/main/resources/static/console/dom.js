// The one place that knows the library. Elements are made by functions named like them; whatever is handed to them as
// content becomes text, never markup.
const { h, render, Fragment } = globalThis.preact;

export { h, render, Fragment };
export const { useState, useEffect, useLayoutEffect, useRef, useMemo, useCallback } = globalThis.preactHooks;

const isProps = (value) => value !== null && typeof value === 'object' && value.constructor === Object;

const element = (name) => (first, ...rest) =>
  (isProps(first) ? h(name, first, ...rest) : h(name, null, first, ...rest));

export const [
  a, article, button, circle, code, dd, details, dialog, div, dl, dt, em, fieldset, footer, form, g, h1, h2, h3, header,
  img, input, label, legend, li, line, main, nav, ol, option, p, path, pre, progress, rect, section, select, small, span,
  strong, summary, svg, table, tbody, td, textarea, th, thead, time, title, tr, ul,
] = [
  'a', 'article', 'button', 'circle', 'code', 'dd', 'details', 'dialog', 'div', 'dl', 'dt', 'em', 'fieldset', 'footer',
  'form', 'g', 'h1', 'h2', 'h3', 'header', 'img', 'input', 'label', 'legend', 'li', 'line', 'main', 'nav', 'ol', 'option',
  'p', 'path', 'pre', 'progress', 'rect', 'section', 'select', 'small', 'span', 'strong', 'summary', 'svg', 'table',
  'tbody', 'td', 'textarea', 'th', 'thead', 'time', 'title', 'tr', 'ul',
].map(element);

export const svgText = element('text');

/** Class names with those left out that do not hold. */
export const classes = (...names) => names.filter(Boolean).join(' ');
