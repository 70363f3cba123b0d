/** What has to happen next, told in Chinese and English to whoever reads the order. Used by workflows: no libraries. */
import { code, shortList } from './markdown.js';
import type { Bilingual, DomainValidation } from './order.js';
import type { Wait } from './waits.js';

export { describeInMarkdown } from './status-markdown.js';

/** What the texts speak of; an OrderStatus has it all. */
export interface Situation {
  readonly orderId: string;
  readonly validations: readonly DomainValidation[];
  /** Why the order stands here: the last finding, or the CA's words. Quoted, never interpreted. */
  readonly reason?: string | undefined;
}

/** The next thing to do, and who does it. Names, values and commands stand in backticks, ready to be copied. */
export function nextAction(wait: Wait, situation: Situation): Bilingual {
  const { zh, en } = TEXTS[wait](situation);
  if (situation.reason === undefined || situation.reason === '') return { zh, en };
  const reason = code(situation.reason);
  return { zh: `${zh} 最近一次结果:${reason}。`, en: `${en} Last result: ${reason}.` };
}

const TEXTS: Record<Wait, (situation: Situation) => Bilingual> = {
  'subscriber-form': ({ orderId }) => ({
    zh: `请填写并提交订单表单:${command('submit', orderId)}。`,
    en: `Fill in the order form and submit it: ${command('submit', orderId)}.`,
  }),
  'subscriber-dns': ({ orderId, validations }) => ({
    zh: `请在域名的 DNS 中添加以下记录,并保留到证书签发:${records(validations, ';', '另有', '条')}。添加后系统会自动检查,也可立即检查:${command('check', orderId)}。`,
    en: `Add these records to the DNS of the domain and keep them until the certificate is issued: ${records(validations, '; ', 'and', 'more')}. They are looked for by themselves, or at once with ${command('check', orderId)}.`,
  }),
  'subscriber-file': ({ orderId, validations }) => ({
    zh: `请在网站上放置以下文件(HTTP 或 HTTPS 均可,状态码 200,内容完全一致),并保留到证书签发:${files(validations, ';', '内容为', '另有', '个')}。放置后系统会自动检查,也可立即检查:${command('check', orderId)}。`,
    en: `Serve these files (by HTTP or HTTPS, status 200, exactly this content) and keep them until the certificate is issued: ${files(validations, '; ', 'with the content', 'and', 'more')}. They are looked for by themselves, or at once with ${command('check', orderId)}.`,
  }),
  'subscriber-caa': ({ orderId, validations }) => ({
    zh: `域名 ${domains(validations)} 的 CAA 记录或 DNSSEC 不允许该 CA 签发。请修改 CAA 记录以允许该 CA(或修复 DNSSEC),然后执行 ${command('check', orderId)}。`,
    en: `CAA records or DNSSEC of ${domains(validations)} forbid this CA to issue. Permit the CA in the CAA records (or mend DNSSEC), then run ${command('check', orderId)}.`,
  }),
  dns: ({ orderId, validations }) => ({
    zh: `无需操作:系统正在发布 ${domains(validations)} 的验证记录,并等待它在 DNS 中生效(通常 1 到 5 分钟)。如长时间未生效,请查看 ${command('why', orderId)}。`,
    en: `Nothing to do: the system publishes the validation records of ${domains(validations)} and waits until DNS shows them (usually 1 to 5 minutes). If it takes longer, see ${command('why', orderId)}.`,
  }),
  'file-agent': ({ orderId, validations }) => ({
    zh: `无需操作:系统正在 ${domains(validations)} 的网站上放置验证文件。如长时间未完成,请查看 ${command('why', orderId)}。`,
    en: `Nothing to do: the system puts the validation files of ${domains(validations)} in place. If it takes longer, see ${command('why', orderId)}.`,
  }),
  'ca-placement': () => ({
    zh: '无需操作:订单正在提交给 CA。',
    en: 'Nothing to do: the order is being placed at the CA.',
  }),
  'ca-validation': ({ validations }) => ({
    zh: `无需操作:CA 正在检查 ${domains(validations)}。请保留验证记录或文件。`,
    en: `Nothing to do: the CA is checking ${domains(validations)}. Keep the validation records or files in place.`,
  }),
  'ca-issuance': () => ({
    zh: '无需操作:域名验证已通过,等待 CA 签发。签发之前请保留验证记录或文件。',
    en: 'Nothing to do: the names are validated and the CA is issuing. Keep the validation records or files until then.',
  }),
  us: ({ orderId }) => ({
    zh: `无需操作:系统正在处理。如长时间没有变化,请查看 ${command('why', orderId)}。`,
    en: `Nothing to do: the system is working on it. If nothing changes for long, see ${command('why', orderId)}.`,
  }),
};

function command(verb: 'check' | 'submit' | 'why', orderId: string): string {
  return code(`sealflow order ${verb} ${orderId}`);
}

function domains(validations: readonly DomainValidation[]): string {
  return shortList(
    validations.map(({ name }) => code(name)),
    ', ',
    (more) => `+${more}`,
  );
}

function records(
  validations: readonly DomainValidation[],
  separator: string,
  and: string,
  more: string,
): string {
  const texts = validations.flatMap(({ record }) =>
    record ? [`${record.type} ${code(record.name)} = ${code(record.value)}`] : [],
  );
  return shortList(texts, separator, (rest) => `${and} ${rest} ${more}`);
}

function files(
  validations: readonly DomainValidation[],
  separator: string,
  withContent: string,
  and: string,
  more: string,
): string {
  const texts = validations.flatMap(({ file }) =>
    file ? [`${code(file.url)} ${withContent} ${code(file.content)}`] : [],
  );
  return shortList(texts, separator, (rest) => `${and} ${rest} ${more}`);
}
