/** What `sealflow up` says. */
import type { StackAddresses } from '../config/stack-file.js';
import type { Bilingual } from '../domain/bilingual.js';

export const STACK = {
  starting: (dataDir: string): Bilingual => ({
    zh: `正在 ${dataDir} 上启动系统 ...`,
    en: `Starting the stack on ${dataDir} ...`,
  }),
  stopping: {
    zh: '正在停止:工作进程先完成手头的工作 ...',
    en: 'Stopping: the worker finishes what it is doing ...',
  },
  stopped: {
    zh: '已停止。未完成的订单在下次启动后继续。',
    en: 'Stopped. Open orders go on at the next start.',
  },
};

/** What is told once, beside the addresses. */
export interface ReadyStack extends StackAddresses {
  /** Signs the owner in once. */
  readonly signIn: string;
}

/** Once the stack takes orders; where everything is. */
export function readyText({
  temporal,
  webUi,
  database,
  ca,
  dns,
  mail,
  api,
  tencentApi,
  console,
  signIn,
  tencentDouble,
  dataDir,
}: ReadyStack): Bilingual {
  const double = {
    zh: tencentDouble
      ? `  腾讯云替身 ${tencentDouble}(SecretId 和 SecretKey 在 ${dataDir}/stack.json)\n`
      : '',
    en: tencentDouble
      ? `  Double     ${tencentDouble} (of Tencent; SecretId and SecretKey in ${dataDir}/stack.json)\n`
      : '',
  };
  const withoutPassword = database.replace(/:[^:@/]*@/, '@');
  return {
    zh: `Sealflow 已就绪。按 Ctrl-C 停止。
  Web UI     ${webUi || '(属于 TEMPORAL_ADDRESS 所指的服务器)'}
  Temporal   ${temporal}
  数据库     ${withoutPassword}(密码在 ${dataDir}/stack.json)
  CA         ${ca}
  DNS        ${dns}
  邮件       ${mail}
  API        ${api}(密钥在 ${dataDir}/stack.json)
  腾讯云 API ${tencentApi}(与腾讯云 SSL 接口兼容,密钥相同)
  控制台     ${console}
  登录链接   ${signIn}(只能使用一次,15 分钟内有效)
${double.zh}  数据       ${dataDir}
`,
    en: `Sealflow is ready. Ctrl-C stops it.
  Web UI     ${webUi || '(of the server named by TEMPORAL_ADDRESS)'}
  Temporal   ${temporal}
  Database   ${withoutPassword} (password in ${dataDir}/stack.json)
  CA         ${ca}
  DNS        ${dns}
  Mail       ${mail}
  API        ${api} (key in ${dataDir}/stack.json)
  Tencent    ${tencentApi} (compatible with Tencent's SSL API, same key)
  Console    ${console}
  Sign in    ${signIn} (works once, for 15 minutes)
${double.en}  Data       ${dataDir}
`,
  };
}
