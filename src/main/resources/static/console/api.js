// The product's public API, and nothing else: whatever the console can do, a script can.
import { session } from './session.js';

/** What the server said against a request. */
export class Problem extends Error {
  /** @param {number} status 0 when the server could not be reached */
  constructor(status, body = {}) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.status = status;
    this.slug = (body.type || '').replace('/problems/', '');
    this.detail = body.detail || '';
  }
}

/** A path whose filled-in parts are encoded: at`/api/apps/${app}`. */
export function at(texts, ...parts) {
  return texts.reduce((path, text, i) => path + text + (i < parts.length ? encodeURIComponent(parts[i]) : ''), '');
}

function query(parameters = {}) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `?${new URLSearchParams(given)}` : '';
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

async function call(method, path, body, { signal, key = session.key } = {}) {
  const headers = { Accept: 'application/json, application/problem+json', Authorization: `Bearer ${key}` };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let response;
  let text;
  try {
    response = await fetch(path, {
      method,
      headers,
      signal,
      body: body === undefined ? undefined : JSON.stringify(body),
      cache: 'no-store',
      credentials: 'omit',
    });
    text = await response.text();
  } catch (e) {
    if (e.name === 'AbortError') throw e;
    throw new Problem(0);
  }
  // a degraded server answers its health with 503 and still says why
  if (response.ok || (response.status === 503 && path.startsWith('/actuator/'))) return parse(text);
  if (response.status === 401 && key === session.key) session.refused();
  throw new Problem(response.status, parse(text));
}

export const get = (path, parameters, options) => call('GET', path + query(parameters), undefined, options);
export const post = (path, body = {}) => call('POST', path, body);
export const patch = (path, body) => call('PATCH', path, body);
export const remove = (path) => call('DELETE', path);

/**
 * Sends a form with a file. Only the old way of asking tells how far a sending has come.
 *
 * @param {(sent: number) => void} progress gets a share from 0 to 1
 */
export function upload(path, form, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', path);
    request.setRequestHeader('Authorization', `Bearer ${session.key}`);
    request.setRequestHeader('Accept', 'application/json, application/problem+json');
    request.upload.addEventListener('progress', (e) => e.lengthComputable && progress(e.loaded / e.total));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(parse(request.responseText));
        return;
      }
      if (request.status === 401) session.refused();
      reject(new Problem(request.status, parse(request.responseText)));
    });
    request.addEventListener('error', () => reject(new Problem(0)));
    request.send(form);
  });
}
