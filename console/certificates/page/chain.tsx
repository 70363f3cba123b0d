/** Who vouches for a certificate, from the root down to itself: a box each. */
import { CopyButton } from '../../parts/copy-button.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import type { ChainLink } from '../reads.js';
import { PAGE_TEXTS } from './texts.js';

export function Chain({ chain }: { readonly chain: readonly ChainLink[] }) {
  const t = useTexts(PAGE_TEXTS);
  const hasRoot = chain.some(({ role }) => role === 'root');
  return (
    <section aria-labelledby="chain">
      <h2 id="chain">{t('chain')}</h2>
      {chain.length === 0 && <p>{t('chainUnread')}</p>}
      {chain.length > 0 && !hasRoot && <p className="small">{t('noRoot')}</p>}
      <ol className="chain" aria-labelledby="chain">
        {chain.toReversed().map((link) => (
          <Box key={`${link.role} ${link.fingerprintSha256}`} link={link} />
        ))}
      </ol>
    </section>
  );
}

function Box({ link }: { readonly link: ChainLink }) {
  const t = useTexts(PAGE_TEXTS);
  const say = useSay();
  const times = useTimes();
  const { role, subject, issuer, notBefore, notAfter, key, fingerprintSha256 } = link;
  return (
    <li>
      <h3>{t(role)}</h3>
      <dl className="facts">
        <dt>{t('subject')}</dt>
        <dd>{subject}</dd>
        <dt>{t('issuer')}</dt>
        <dd>{issuer}</dd>
        <dt>{t('valid')}</dt>
        <dd>{t('fromTo', { from: times.date(notBefore), to: times.date(notAfter) })}</dd>
        {key && (
          <>
            <dt>{t('key')}</dt>
            <dd>{say(key)}</dd>
          </>
        )}
        <dt>{t('fingerprint')}</dt>
        <dd>
          <code>{fingerprintSha256}</code>{' '}
          <CopyButton text={fingerprintSha256} what={`${t('fingerprint')}: ${subject}`} />
        </dd>
      </dl>
    </li>
  );
}
