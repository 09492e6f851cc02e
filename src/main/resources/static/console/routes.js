// Which address shows which page. Addresses lie behind the #, so that the server hands out one file for all.
import { AppsPage } from './pages/apps.js';
import { AppPage } from './pages/app.js';
import { ReleasePage } from './pages/release.js';
import { PublishPage } from './pages/publish.js';
import { ExplainPage } from './pages/explain.js';
import { KeysPage } from './pages/keys.js';
import { AuditPage } from './pages/audit.js';
import { HealthPage } from './pages/health.js';

const PAGES = [
  [/^\/?$/, AppsPage, 'apps'],
  [/^\/publish$/, PublishPage, 'publish'],
  [/^\/explain$/, ExplainPage, 'explain'],
  [/^\/keys$/, KeysPage, 'keys'],
  [/^\/audit$/, AuditPage, 'audit'],
  [/^\/health$/, HealthPage, 'health'],
  [/^\/apps\/(?<app>[^/]+)$/, AppPage, 'apps'],
  [/^\/apps\/(?<app>[^/]+)\/publish$/, PublishPage, 'publish'],
  [/^\/apps\/(?<app>[^/]+)\/explain$/, ExplainPage, 'explain'],
  [/^\/apps\/(?<app>[^/]+)\/releases\/(?<id>[0-9]+)$/, ReleasePage, 'apps'],
];

/** @returns {{page, place: string, props: Object<string, string>} | null} null for an address that leads nowhere */
export function resolve(hash) {
  const address = hash.replace(/^#/, '');
  for (const [pattern, page, place] of PAGES) {
    const match = pattern.exec(address);
    if (match) return { page, place, props: decoded(match.groups) };
  }
  return null;
}

function decoded(groups = {}) {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return {};
  }
}

