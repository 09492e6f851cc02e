import { button, div, form, h, h1, input, p, span, useState } from '../dom.js';
import { get } from '../api.js';
import { Curl, Fault, Field } from '../parts.js';
import { session } from '../session.js';
import { t } from '../words.js';

export function SignInPage() {
  const [key, setKey] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState(session.away);

  const enter = async (e) => {
    e.preventDefault();
    setBusy(true);
    setError(null);
    try {
      // a key is letters and signs that fit into a header; anything else cannot be one
      const chosen = key.trim();
      if (!/^[\x21-\x7e]+$/.test(chosen)) throw Object.assign(new Error(), { status: 401 });
      const me = await get('/api/me', {}, { key: chosen });
      session.begin(chosen, me);
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return div(
    { class: 'signin card', role: 'main' },
    div({ class: 'brand' }, span({ class: 'mark', 'aria-hidden': 'true' }), 'Patchbay'),
    h1(t('signin.title')),
    session.lapsed && p({ class: 'fault', role: 'alert' }, t('signin.lapsed')),
    form(
      { onSubmit: enter },
      h(Field, { label: t('signin.key'), hint: t('signin.hint') }, ({ id, describedBy }) => input({
        id,
        name: 'key',
        type: 'password',
        autocomplete: 'current-password',
        'aria-describedby': describedBy,
        required: true,
        autofocus: true,
        value: key,
        onInput: (e) => setKey(e.currentTarget.value),
      })),
      h(Fault, { error }),
      button({ type: 'submit', class: 'primary wide', disabled: busy }, busy ? t('working') : t('signin.enter')),
    ),
    p({ class: 'muted' }, t('signin.where')),
    h(Curl, { line: `curl -H 'Authorization: Bearer KEY' ${location.origin}/api/me` }),
  );
}
