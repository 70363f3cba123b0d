/** The words that connections and routes are told in at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';
import type { ConnectionFamily } from '../../../domain/connections/kind.js';

export const CONNECTION_LABELS = {
  connection: { zh: '连接', en: 'Connection' },
  id: { zh: '编号', en: 'Id' },
  kind: { zh: '种类', en: 'Kind' },
  whose: { zh: '归属', en: 'Whose' },
  trusted: { zh: '公共信任', en: 'Publicly trusted' },
  tried: { zh: '最近试连成功', en: 'Last let in' },
  updated: { zh: '更新时间', en: 'Updated' },
} as const satisfies Record<string, Bilingual>;

export const CONNECTION_HEADINGS = {
  name: { zh: '名称', en: 'NAME' },
  kind: { zh: '种类', en: 'KIND' },
  family: { zh: '用途', en: 'FOR' },
  whose: { zh: '归属', en: 'WHOSE' },
  tried: { zh: '最近试连成功', en: 'LAST LET IN' },
} as const satisfies Record<string, Bilingual>;

export const FAMILY_WORDS: Readonly<Record<ConnectionFamily, Bilingual>> = {
  ca: { zh: 'CA', en: 'CA' },
  dns: { zh: 'DNS', en: 'DNS' },
  files: { zh: '验证文件', en: 'files' },
};

export const CONNECTION_TEXTS = {
  none: { zh: '没有连接。', en: 'No connections.' },
  noRoutes: { zh: '没有路由。', en: 'No routes.' },
  ofInstallation: { zh: '整个系统', en: 'the installation' },
  ofAccount: { zh: '本账号', en: 'this account' },
  notTried: { zh: '尚未', en: 'not yet' },
  sealed: { zh: '已加密保存,不再显示', en: 'sealed, never shown' },
  lost: {
    zh: '已随主密钥丢失:请重新填写',
    en: 'lost with its master key: give it anew',
  },
  yes: { zh: '是', en: 'yes' },
  no: { zh: '否:浏览器会拒绝', en: 'no: browsers refuse what it issues' },
  letIn: { zh: '试连成功。', en: 'It was tried and let in.' },
  untried: { zh: '未试连。', en: 'It was not tried.' },
  any: { zh: '任意', en: 'any' },
} as const satisfies Record<string, Bilingual>;

export const ROUTE_HEADINGS = {
  route: { zh: '路由', en: 'ROUTE' },
  brand: { zh: '品牌', en: 'BRAND' },
  type: { zh: '类型', en: 'TYPE' },
  suffix: { zh: '域名后缀', en: 'SUFFIX' },
  connection: { zh: '连接', en: 'CONNECTION' },
  fallback: { zh: '备用', en: 'FALLBACK' },
  whose: { zh: '归属', en: 'WHOSE' },
} as const satisfies Record<string, Bilingual>;

export function keptConnectionText(name: string): Bilingual {
  return { zh: `已保存连接 ${name}。`, en: `The connection ${name} is kept.` };
}

export function keyChangedText(name: string): Bilingual {
  return {
    zh: `连接 ${name} 的账户已更换密钥,旧密钥不再有效。`,
    en: `The account of the connection ${name} has another key; the old one counts no more.`,
  };
}

/** A field by its name in files; beside it what it is called where that is another language. */
export function connectionFieldLabel(field: string, called: Bilingual | undefined): Bilingual {
  return { zh: `  ${called ? `${called.zh}(${field})` : field}`, en: `  ${field}` };
}

/** Of a certificate that a connection holds. `subject` and `fingerprint` as certificates have them. */
export const certificateFacts = (subject: string, until: string, fingerprint: string): Bilingual => ({
  zh: `${subject};有效期至 ${until};SHA-256 ${fingerprint}`,
  en: `${subject}; valid until ${until}; SHA-256 ${fingerprint}`,
});
