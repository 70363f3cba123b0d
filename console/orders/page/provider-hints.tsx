/** Where each part of a record goes at the services that people use: what their own pages call it, and what they add or leave out. */
import { texts, useTexts } from '../../texts/texts.js';
import type { Proof } from '../reads.js';

const TEXTS = texts('orders/provider-hints', {
  title: { zh: '在我的 DNS 服务商处怎么填?', en: 'Where does what go at my DNS service?' },
  own: { zh: '您的域名所在的 DNS 服务商', en: 'The DNS service that has your zone' },
  otherServices: { zh: '其他 DNS 服务商怎么填?', en: 'Where does what go at other DNS services?' },
  service: { zh: '服务商', en: 'Service' },
  host: { zh: '主机记录', en: 'Name' },
  rest: { zh: '注意', en: 'Mind' },
  dnspod: { zh: '腾讯云 DNSPod', en: 'Tencent Cloud DNSPod' },
  alidns: { zh: '阿里云云解析', en: 'Alibaba Cloud DNS' },
  huaweicloud: { zh: '华为云云解析', en: 'Huawei Cloud DNS' },
  cloudflare: { zh: 'Cloudflare 控制台', en: 'Cloudflare' },
  route53: { zh: '亚马逊 Route 53', en: 'Amazon Route 53' },
  other: { zh: '其他', en: 'Another one' },
  withoutZone: {
    zh: '只填域名之前的部分,例如 `_dnsauth` 或 `_dnsauth.shop`',
    en: 'the part before your domain alone, such as `_dnsauth` or `_dnsauth.shop`',
  },
  either: { zh: '完整名称或域名之前的部分均可', en: 'the whole name, or the part before your domain' },
  usualLine: { zh: '线路类型选“默认”', en: 'the line is the default one' },
  quoted: { zh: 'TXT 的记录值要加英文双引号', en: 'the value of a TXT record stands in double quotes' },
  notProxied: { zh: 'CNAME 要关闭代理(仅 DNS)', en: 'a CNAME is "DNS only", not proxied' },
  doubled: {
    zh: '如果保存后名称里域名出现了两次,请只填域名之前的部分',
    en: 'where the domain stands in the saved name twice, give the part before it alone',
  },
});

const HINTS = [
  { service: 'dnspod', host: 'withoutZone', rest: 'usualLine' },
  { service: 'alidns', host: 'withoutZone', rest: 'usualLine' },
  { service: 'huaweicloud', host: 'withoutZone', rest: 'quoted' },
  { service: 'cloudflare', host: 'either', rest: 'notProxied' },
  { service: 'route53', host: 'withoutZone', rest: 'quoted' },
  { service: 'other', host: 'either', rest: 'doubled' },
] as const;

type Hint = (typeof HINTS)[number];

/** Of whoever holds the zones, as the server tells it, at once; of all others on demand. */
export function ProviderHints({ proofs }: { readonly proofs: readonly Proof[] }) {
  const t = useTexts(TEXTS);
  const holders = new Set<string | null>(proofs.map(({ zoneHeldBy }) => zoneHeldBy));
  const own = HINTS.filter(({ service }) => holders.has(service));
  const others = HINTS.filter((hint) => !own.includes(hint));
  return (
    <>
      {own.length > 0 && <Hints title={t('own')} hints={own} isTitleSeen />}
      <details className="provider-hints">
        <summary>{t(own.length > 0 ? 'otherServices' : 'title')}</summary>
        <Hints title={t('title')} hints={others} />
      </details>
    </>
  );
}

interface HintsProps {
  readonly title: string;
  readonly hints: readonly Hint[];
  readonly isTitleSeen?: boolean;
}

function Hints({ title, hints, isTitleSeen = false }: HintsProps) {
  const t = useTexts(TEXTS);
  return (
    <table className="table">
      <caption className={isTitleSeen ? 'small' : 'unseen'}>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{t('service')}</th>
          <th scope="col">{t('host')}</th>
          <th scope="col">{t('rest')}</th>
        </tr>
      </thead>
      <tbody>
        {hints.map(({ service, host, rest }) => (
          <tr key={service}>
            <th scope="row" data-label={t('service')}>
              {t(service)}
            </th>
            <td data-label={t('host')}>{t(host)}</td>
            <td data-label={t('rest')}>{t(rest)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
