/** What is said where a connection can't be used by an order. Names and ids; never a value of a form. */
import type { Bilingual } from '../bilingual.js';

/** How a sentence names a connection. */
export interface NamedConnection {
  readonly name: string;
  readonly connectionId: string;
  /** Null: the installation's. */
  readonly account: string | null;
}

/** What is typed to correct it. */
function editing({ name, account }: NamedConnection): string {
  return `\`sealflow connection edit ${name}${account === null ? ' --installation' : ''} --file FILE.yaml\``;
}

export const CONNECTION_FAILURES = {
  gone: (connectionId: string): Bilingual => ({
    zh: `连接 ${connectionId} 已不存在。请从备份恢复数据库,或添加连接后执行 \`sealflow order reroute ORDER\`。`,
    en: `The connection ${connectionId} is not there any more. Restore the database, or add one and use \`sealflow order reroute ORDER\`.`,
  }),
  removed: ({ name, connectionId }: NamedConnection): Bilingual => ({
    zh: `连接 ${name}(${connectionId})已被移除。请添加连接(CA 还需要路由),再执行 \`sealflow order reroute ORDER\`。`,
    en: `The connection ${name} (${connectionId}) was removed. Add one, for a CA a route as well, then use \`sealflow order reroute ORDER\`.`,
  }),
  unknownKind: ({ name }: NamedConnection, kind: string): Bilingual => ({
    zh: `此版本的 worker 不认识连接 ${name} 的种类 ${kind}。请升级 worker。`,
    en: `This worker does not know the kind ${kind} of the connection ${name}. Run a newer worker.`,
  }),
  misfit: (connection: NamedConnection, fields: readonly string[]): Bilingual => ({
    zh: `连接 ${connection.name} 的这些字段无法使用:${fields.join('、')}。请用 ${editing(connection)} 修改。`,
    en: `These fields of the connection ${connection.name} can't be used: ${fields.join(', ')}. Correct it by ${editing(connection)}.`,
  }),
  closed: (connection: NamedConnection): Bilingual => ({
    zh: `worker 的主密钥打不开连接 ${connection.name} 的密钥。请恢复主密钥,或用 ${editing(connection)} 重新填写。`,
    en:
      `No master key of this worker opens the secrets of the connection ${connection.name}. ` +
      `Restore the key, or give them anew by ${editing(connection)}.`,
  }),
  noCa: {
    zh: '没有 CA 可以签发此订单:提交时没有符合的路由,也没有设置 SEALFLOW_CA_URL。请添加连接和路由,然后执行 `sealflow order reroute ORDER`。',
    en:
      'No CA serves this order: no route fitted when it was handed in, and SEALFLOW_CA_URL is not set. ' +
      'Add a connection and a route, then use `sealflow order reroute ORDER`.',
  },
  rerouted: {
    zh: '订单刚刚改用了另一个 CA:下次尝试时在那里下单。',
    en: 'The order was led to another CA just now: it is placed there at the next attempt.',
  },
  noCaToLookFor: {
    zh: '不知道要按哪个 CA 检查:没有适合这些域名的路由,也没有设置 SEALFLOW_CA_URL。',
    en: 'There is no CA to look for: no route fits these names, and SEALFLOW_CA_URL is not set.',
  },
  /** The end of a sentence that names the service. */
  noneServes: (name: string): Bilingual => ({
    zh: `这些连接都没有 ${name} 所属的区。请在其中一处添加该区,或改用手动 DNS 下单`,
    en: `none of these connections has a zone that ${name} lies in. Add the zone at one of them, or order with manual DNS`,
  }),
} as const;
