/** What people, keys and sessions are refused with. */
import { ACCEPTED_LOGIN, ACCEPTED_PASSWORD } from '../../domain/accounts/passwords.js';
import { ACCOUNT_ROLES, ROLES } from '../../domain/accounts/roles.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { shownId } from '../../domain/identifiers.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { quoted } from '../../domain/text-input.js';
import { timeInWords } from '../../domain/time-zone.js';
import { invalid, listed, notAccepted, unusable } from '../refusing.js';

export const ACCOUNT_REFUSALS = {
  /** One for the unknown, the wrong, the expired and the revoked: which it was is nobody's business. */
  wrongKey: () =>
    notSignedIn(
      {
        zh: 'API 密钥或其密文不对,或已过期、已撤销',
        en: 'The API key or its secret is wrong, expired or revoked',
      },
      {
        zh: '有效的密钥,由 `sealflow api-key create` 生成',
        en: 'a key that counts, as `sealflow api-key create` makes one',
      },
    ),
  wrongPassword: () =>
    notSignedIn(
      { zh: '登录名或密码不对', en: 'The login or the password is wrong' },
      {
        zh: '用户的登录名和密码;忘记时由账号所有者用 `sealflow user set-password` 重设',
        en: 'login and password of a user; an owner of the account sets a new one with `sealflow user set-password`',
      },
    ),
  noSession: () =>
    notSignedIn({ zh: '没有登录,或登录已失效', en: 'Nobody is signed in, or not any more' }, SIGN_IN),
  noMembership: () =>
    notSignedIn(
      { zh: '此用户不属于任何账号', en: 'This user belongs to no account' },
      {
        zh: '由账号所有者用 `sealflow user add` 加入',
        en: 'an owner of an account adds the user with `sealflow user add`',
      },
    ),
  strangerSubject: () =>
    notSignedIn(
      { zh: '身份提供方的这个人不是本系统的用户', en: 'Whom the identity provider names is no user here' },
      {
        zh: '由账号所有者用 `sealflow user add --subject` 加入,或身份提供方的某个组对应本系统的角色',
        en: 'an owner adds the person with `sealflow user add --subject`, or one of the provider’s groups has a role here',
      },
    ),
  tooManyAttempts: (until: string) =>
    notSignedIn(
      { zh: '登录尝试过多', en: 'Too many attempts to sign in' },
      { zh: `${timeInWords(until).zh} 之后再试`, en: `another attempt after ${until}` },
    ),
  notOfAccount: (account: string | null) =>
    notAllowedWords(
      account === null
        ? { zh: '此用户不是系统运维', en: 'This user is no operator of the installation' }
        : {
            zh: `此用户在账号 ${shownId(account)} 中没有角色`,
            en: `This user has no role in the account ${shownId(account)}`,
          },
    ),
  notAllowedRole: () =>
    notAllowedWords({
      zh: '角色 operator 只能由系统本身授予',
      en: 'The role operator is given by the installation itself alone',
    }),
  unknownUser: (named: unknown) =>
    notFound('user', {
      zh: `本账号没有用户 ${shownWord(named)}`,
      en: `This account has no user ${shownWord(named)}`,
    }),
  unknownKey: (named: unknown) =>
    notFound('apiKey', {
      zh: `本账号没有 API 密钥 ${shownWord(named)}`,
      en: `This account has no API key ${shownWord(named)}`,
    }),
  unknownSession: (named: unknown) =>
    notFound('session', { zh: `没有会话 ${shownId(named)}`, en: `There is no session ${shownId(named)}` }),
  unusableLogin: () => unusable('login', ACCEPTED_LOGIN),
  unusablePassword: ({ zh, en }: Bilingual, field = 'password') =>
    invalid(field, { zh: `密码${zh}`, en: `The password ${en}` }, ACCEPTED_PASSWORD),
  wrongCurrent: () =>
    invalid(
      'current',
      { zh: '当前密码不对', en: 'The current password is wrong' },
      { zh: '现在用来登录的密码', en: 'the password that signs in now' },
    ),
  unknownRole: (withOperator: boolean) => notAccepted('role', listed(withOperator ? ROLES : ACCOUNT_ROLES)),
  unusableSubject: () =>
    unusable('subject', {
      zh: '身份提供方的地址(issuer)和其中此人的编号(subject)',
      en: 'the address of the identity provider (issuer), and the person’s id there (subject)',
    }),
  twoWays: () =>
    invalid(
      'password',
      { zh: '通过身份提供方登录的用户没有密码', en: 'Who signs in at an identity provider has no password' },
      { zh: '密码或 subject,两者之一', en: 'a password or a subject, one of them' },
    ),
  loginTaken: () =>
    refused(
      'login',
      { zh: '此登录名已有人使用', en: 'This login is somebody’s already' },
      {
        zh: '另一个登录名;已是其他账号用户的人,由系统本身加入',
        en: 'another login; who is a user of another account is let in by the installation itself',
      },
    ),
  subjectTaken: () =>
    refused('subject', {
      zh: '身份提供方的这个人已是本系统的另一用户',
      en: 'Whom the identity provider names is another user here already',
    }),
  memberAlready: () =>
    refused(
      'login',
      { zh: '此用户已属于本账号', en: 'This user is a member already' },
      {
        zh: '`sealflow user set-role` 更改角色',
        en: '`sealflow user set-role` for another role',
      },
    ),
  lastOwner: () =>
    refused(
      'user',
      {
        zh: '这是账号唯一的所有者:没有所有者,账号就无人管理',
        en: 'This is the account’s only owner: without one nobody looks after it',
      },
      { zh: '先让另一人成为所有者', en: 'make somebody else an owner first' },
    ),
  operatorsRole: () =>
    refused('role', {
      zh: '系统运维没有其他角色:请移除后重新加入',
      en: 'Operators of the installation have no other role: remove the user, and add it anew',
    }),
  atHomeElsewhere: () =>
    refused('user', {
      zh: '此用户通过身份提供方登录,或还属于其他账号:密码只能由其本人或系统本身设置',
      en: 'This user signs in at an identity provider, or belongs elsewhere too: only the user and the installation itself set that password',
    }),
  nameTaken: () =>
    refused(
      'name',
      { zh: '本账号已有同名的 API 密钥', en: 'The account has an API key of this name already' },
      {
        zh: '另一个名称;或轮换、撤销原有的',
        en: 'another name; or rotate or revoke the one there is',
      },
    ),
  tooManyKeys: (most: number) =>
    refused(
      'name',
      {
        zh: `本账号已有 ${most} 个 API 密钥`,
        en: `The account has ${most} API keys already`,
      },
      { zh: '先撤销不再使用的', en: 'revoke those that are not used any more' },
    ),
  keyEnded: () =>
    refused(
      'apiKey',
      {
        zh: '此 API 密钥已过期或已撤销',
        en: 'This API key has expired or is revoked',
      },
      { zh: '`sealflow api-key create` 生成新的', en: '`sealflow api-key create` for another one' },
    ),
  rotatingAlready: (endsAt: string) =>
    refused(
      'apiKey',
      {
        zh: `此密钥正在轮换,已有两个密文有效;旧的到 ${timeInWords(endsAt).zh} 为止`,
        en: `This key is being rotated, and has two secrets that count; the old one does until ${endsAt}`,
      },
      {
        zh: '等到那时;或立即停用全部旧密文(--overlap 0)',
        en: 'wait until then; or end all old ones at once (--overlap 0)',
      },
    ),
} as const;

const SIGN_IN: Bilingual = { zh: '重新登录', en: 'sign in anew' };

function notSignedIn(message: Bilingual, accepted: Bilingual): Refusal {
  return new Refusal(refusalDetails('NotSignedIn', { message, accepted }));
}

function notAllowedWords(message: Bilingual): Refusal {
  return new Refusal(refusalDetails('NotAllowed', { message }));
}

function notFound(field: string, message: Bilingual): Refusal {
  return new Refusal(refusalDetails('NotFound', { field, message }));
}

function refused(field: string, message: Bilingual, accepted?: Bilingual): Refusal {
  return new Refusal(refusalDetails('RefusedInThisState', { field, message, accepted }));
}

function shownWord(named: unknown): string {
  return typeof named === 'string' ? quoted(named) : `(${typeof named})`;
}
