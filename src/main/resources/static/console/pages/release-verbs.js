// Publish, pause, resume, withdraw and roll back: each asks first, and says what will become of how many devices.
import { button, div, h, useState } from '../dom.js';
import { post } from '../api.js';
import { Ask } from '../parts.js';
import { session } from '../session.js';
import { t } from '../words.js';

const DANGEROUS = new Set(['withdraw', 'rollback']);

export function Verbs({ path, release, impact, refresh }) {
  const [asked, setAsked] = useState(null);
  if (!session.may('publisher')) return null;
  return div(
    { class: 'actions' },
    impact.verbs.map((verb) => button(
      {
        key: verb,
        type: 'button',
        class: DANGEROUS.has(verb) ? 'danger quiet' : verb === 'publish' || verb === 'resume' ? 'primary' : '',
        onClick: () => setAsked(verb),
      },
      t(`verb.${verb}`),
    )),
    asked && h(Ask, {
      heading: t(`verb.${asked}.ask`, { name: `${release.version} (${release.jsVersion.slice(0, 8)})` }),
      words: consequences(asked, release, impact),
      action: t(`verb.${asked}.do`),
      danger: DANGEROUS.has(asked),
      reason: asked !== 'publish',
      close: () => setAsked(null),
      act: async (reason) => {
        await post(`${path}/${asked}`, reason ? { reason } : {});
        await refresh();
      },
    }),
  );
}

/** Sentences that say what a verb does. */
export function consequences(verb, release, impact) {
  const gets = t('consequence.gets', { count: impact.waiting, devices: impact.devices, rollout: release.rollout });
  const keeps = t('consequence.keeps', { count: impact.running });
  const loses = t('consequence.loses', { count: impact.waiting });
  const words = {
    publish: () => [gets, t('consequence.publish')],
    pause: () => [loses, keeps, t('consequence.pause')],
    resume: () => [gets],
    withdraw: () => [loses, keeps, t('consequence.withdraw')],
    rollback: () => [
      impact.rollbackTo
        ? t('consequence.back', { count: impact.running, target: `${impact.rollbackTo.version} (${impact.rollbackTo.jsVersion.slice(0, 8)})` })
        : t('consequence.nothing-older', { count: impact.running }),
      t('consequence.rollback'),
    ],
  }[verb]();
  return impact.devices === 0 ? [t('consequence.nobody'), ...words.slice(1)] : words;
}
