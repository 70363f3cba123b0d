/** The words of the embedded stack's DNS, the master keys and the schema at a terminal. */
import type { Bilingual } from '../../../domain/bilingual.js';

export const NO_RECORDS: Bilingual = { zh: '没有记录。', en: 'No records.' };

export function recordSetText(type: string, name: string): Bilingual {
  return { zh: `已添加 ${type} ${name}`, en: `Set ${type} ${name}` };
}

export const KEY_LABELS = {
  masterKey: { zh: '主密钥', en: 'Master key' },
  privateKeys: { zh: '订单的私钥', en: 'Private keys of orders' },
  uploadedKeys: { zh: '上传的私钥', en: 'Uploaded keys' },
  keyPasswords: { zh: '待用的私钥密码', en: 'Waiting key passwords' },
  webhookSecret: { zh: 'Webhook 密钥', en: 'Webhook secret' },
  connections: { zh: '连接的密钥', en: 'Secrets of connections' },
  apiKeySecrets: { zh: 'API 密钥的密钥值', en: 'Secrets of API keys' },
} as const satisfies Record<string, Bilingual>;

export const KEY_TEXTS = {
  opensEverything: {
    zh: '已配置的主密钥可以打开全部内容。',
    en: 'The configured master keys open everything.',
  },
  givenUp: { zh: '已放弃,并记入账号的操作日志:', en: "Given up, and recorded in the account's log:" },
  question: {
    zh: '放弃后这些内容视为丢失。输入 yes 继续:',
    en: 'Giving this up counts it as lost. Type yes to go on: ',
  },
  yes: { zh: '是', en: 'yes' },
} as const satisfies Record<string, Bilingual>;

export function keySavedText(id: string, file: string): Bilingual {
  return {
    zh: `主密钥 ${id} 已写入 ${file}。请另存一份副本,与数据库分开保管。`,
    en: `The master key ${id} is in ${file}. Keep a copy apart from the database.`,
  };
}
