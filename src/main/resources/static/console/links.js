// Where the pages are; apart from routes.js, which knows the pages themselves.
export const toApp = (app) => `#/apps/${encodeURIComponent(app)}`;
export const toRelease = (app, id) => `${toApp(app)}/releases/${encodeURIComponent(id)}`;
export const toPublish = (app) => (app ? `${toApp(app)}/publish` : '#/publish');
export const toExplain = (app) => (app ? `${toApp(app)}/explain` : '#/explain');
