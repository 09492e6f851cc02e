// Who is signed in. The key lies in this tab's session storage: it goes when the tab does, and never into a URL.
const KEY = 'patchbay.key';
const ROLES = ['viewer', 'uploader', 'publisher', 'admin'];
const listeners = new Set();

export const session = {
  key: sessionStorage.getItem(KEY) || '',
  /** What the server said of the key: name, role, apps; null while nobody is signed in. */
  me: null,
  /** Whether a key that was good is so no more. */
  lapsed: false,
  /** What kept the server from saying whose key this tab remembers; null when it said so. */
  away: null,

  begin(key, me) {
    sessionStorage.setItem(KEY, key);
    Object.assign(this, { key, me, lapsed: false, away: null });
    tell();
  },

  end() {
    sessionStorage.removeItem(KEY);
    Object.assign(this, { key: '', me: null, lapsed: false });
    tell();
  },

  refused() {
    const wasIn = this.me !== null;
    this.end();
    this.lapsed = wasIn;
    tell();
  },

  /** Whether the key has a role's rights; a page offers nothing else. */
  may(role) {
    return this.me !== null && ROLES.indexOf(this.me.role) >= ROLES.indexOf(role);
  },

  /** Keys, audit and health belong to the whole server: a key that is limited to named apps does not see them. */
  mayRuleServer() {
    return this.may('admin') && this.me.apps.length === 0;
  },

  onChange(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

function tell() {
  listeners.forEach((listener) => listener());
}
