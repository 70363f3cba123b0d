/** What is refused of connections and routes, in both languages. No value of a form is repeated. */
import type { Bilingual } from '../../domain/bilingual.js';
import { shownId } from '../../domain/identifiers.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { asSentence } from '../../domain/told.js';
import type { Needing } from '../../db/statements/connections/needs.js';

const SEPARATE_TEST: Bilingual = {
  zh: '改正后的值;或用 --no-test 不经试连直接保存',
  en: 'what it lets in; or --no-test, which stores it untried',
};

export const CONNECTION_REFUSALS = {
  notLetIn: (words: Bilingual): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        message: {
          zh: `试连未成功,未保存任何内容:${asSentence(words).zh}`,
          en: `The connection was tried and not let in, and nothing was stored: ${asSentence(words).en}`,
        },
        accepted: SEPARATE_TEST,
      }),
    ),
  notTried: (): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        message: {
          zh: '试连没有在时限内完成,未保存任何内容',
          en: 'The connection could not be tried in time, and nothing was stored',
        },
        accepted: SEPARATE_TEST,
      }),
    ),
  keyNotChanged: (words: Bilingual): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        message: {
          zh: `账户密钥未能更换:${asSentence(words).zh}`,
          en: `The account key was not changed: ${asSentence(words).en}`,
        },
        accepted: {
          zh: '解决上述问题后再次更换;在此之前由 CA 认可的密钥继续使用',
          en: 'once that is mended, again; until then the key that the CA takes goes on',
        },
      }),
    ),
  keyChangeUnknown: (name: string): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        message: {
          zh: '账户密钥的更换没有在时限内完成;新旧密钥都已保存,下次使用时即可确定 CA 认可哪一个',
          en: 'The change of the account key did not end in time; both keys are kept, and the next use finds out which one the CA takes',
        },
        accepted: {
          zh: `\`sealflow connection test ${name}\`,然后再次更换`,
          en: `\`sealflow connection test ${name}\`, then the change again`,
        },
      }),
    ),
  noAccountKey: (name: string, kind: string): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        field: 'connection',
        message: {
          zh: `连接 ${name}(${kind})没有账户密钥`,
          en: `The connection ${name} (${kind}) has no account key`,
        },
        accepted: {
          zh: `种类为 acme 的连接;其他种类的密钥用 \`sealflow connection edit ${name} --file FILE.yaml\` 更换`,
          en: `a connection of kind acme; secrets of other kinds are changed by \`sealflow connection edit ${name} --file FILE.yaml\``,
        },
      }),
    ),
  nameTaken: (name: string): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        field: 'name',
        message: { zh: '已有同名的连接', en: 'There is a connection of this name' },
        accepted: {
          zh: `另一个名称;修改已有的连接用 \`sealflow connection edit ${name} --file FILE.yaml\``,
          en: `another name; to change the one that is there, \`sealflow connection edit ${name} --file FILE.yaml\``,
        },
      }),
    ),
  unknown: (named: unknown): Refusal =>
    new Refusal(
      refusalDetails('NotFound', {
        field: 'connection',
        message: { zh: `没有连接 ${shownId(named)}`, en: `There is no connection ${shownId(named)}` },
        accepted: {
          zh: '`sealflow connection list` 列出的名称或编号;属于整个系统的连接只能用 --installation 更改',
          en: 'a name or an id that `sealflow connection list` shows; those of the installation are changed with --installation only',
        },
      }),
    ),
  changedMeanwhile: (): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        field: 'connection',
        message: {
          zh: '连接刚刚被别人更改或移除',
          en: 'The connection was changed or removed by somebody else just now',
        },
        accepted: { zh: '再次发出同样的更改', en: 'the same changes again' },
      }),
    ),
  neededByOrders: (needing: Needing): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        field: 'connection',
        message: {
          zh: `${needing.count} 个进行中的订单需要此连接:${listedIds(needing).zh}`,
          en: `${needing.count} living ${needing.count === 1 ? 'order needs' : 'orders need'} this connection: ${listedIds(needing).en}`,
        },
        accepted: {
          zh: '等这些订单结束,或撤销它们;CA 尚未接到的订单可改用另一条路由:先更改路由,再执行 `sealflow order reroute ORDER`',
          en: 'once these have ended, or are withdrawn; one that no CA has yet goes elsewhere once its route does, by `sealflow order reroute ORDER`',
        },
      }),
    ),
  notHandedIn: (): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        message: {
          zh: '订单的表单尚未提交:提交时才选择连接',
          en: 'The form of this order is not handed in yet: its connections are chosen when it is',
        },
      }),
    ),
  neededByRoutes: (routes: readonly string[]): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        field: 'connection',
        message: {
          zh: `路由需要此连接:${routes.join('、')}`,
          en: `Routes need this connection: ${routes.join(', ')}`,
        },
        accepted: {
          zh: `先逐个移除:\`sealflow route remove ${routes[0] ?? ''}\`,或让它们指向另一个连接`,
          en: `once they are removed (\`sealflow route remove ${routes[0] ?? ''}\`), or lead elsewhere`,
        },
      }),
    ),
  neededByCertificates: (needing: Needing): Refusal =>
    new Refusal(
      refusalDetails('RefusedInThisState', {
        field: 'connection',
        message: {
          zh: `${needing.count} 张仍有效的证书由此 CA 签发:${listedIds(needing).zh}。移除后它们无法吊销,方案内也无法重新签发`,
          en:
            `${needing.count} valid ${needing.count === 1 ? 'certificate was' : 'certificates were'} issued there: ${listedIds(needing).en}. ` +
            'Without the connection they can be neither revoked nor issued anew within their plans',
        },
        accepted: {
          zh: '等它们到期;或用 --force 仍然移除',
          en: 'once they have expired; or --force, all the same',
        },
      }),
    ),
  notACa: (field: 'connection' | 'fallback'): Refusal =>
    new Refusal(
      refusalDetails('InvalidInput', {
        field,
        message: { zh: `${field} 不是 CA 的连接`, en: `${field} is no connection to a CA` },
        accepted: {
          zh: '`sealflow connection list` 中种类为 CA 的连接',
          en: 'a connection to a CA, as `sealflow connection list` shows',
        },
      }),
    ),
  notOfInstallation: (field: 'connection' | 'fallback'): Refusal =>
    new Refusal(
      refusalDetails('InvalidInput', {
        field,
        message: {
          zh: `${field} 属于一个账号,而此路由属于整个系统`,
          en: `${field} is an account's, and the route is the installation's`,
        },
        accepted: { zh: '属于整个系统的连接', en: 'a connection of the installation' },
      }),
    ),
  fallbackNotFree: (): Refusal =>
    new Refusal(
      refusalDetails('InvalidInput', {
        field: 'fallback',
        message: {
          zh: '备用连接只用于免费或未付费的 DV 订单',
          en: 'A fallback is for free or unpaid DV orders only',
        },
        accepted: { zh: '类型为 dv 或 dv-free 的路由', en: 'a route whose type is dv or dv-free' },
      }),
    ),
  noSuchRoute: (routeId: unknown): Refusal =>
    new Refusal(
      refusalDetails('NotFound', {
        field: 'route',
        message: { zh: `没有路由 ${shownId(routeId)}`, en: `There is no route ${shownId(routeId)}` },
        accepted: { zh: '`sealflow route list` 列出的编号', en: 'an id that `sealflow route list` shows' },
      }),
    ),
} as const;

function listedIds({ count, ids }: Needing): Bilingual {
  const more = count - ids.length;
  return {
    zh: ids.join('、') + (more > 0 ? `,另有 ${more} 个` : ''),
    en: ids.join(', ') + (more > 0 ? ` and ${more} more` : ''),
  };
}
