/** What a request asks for and who asks it, whichever way it came: signed by header, or by parameters as before. */
import { TENCENT_REQUEST_BYTES } from '../../tencent-limits.js';
import { TencentError } from './error.js';
import type { Tell } from './contract/input.js';
import { flatParameters, fromJson, nested } from './contract/parameters.js';
import { contentTypeOf, type Received } from './signature/received.js';
import { verifiedLegacy, verifiedTc3, type Caller, type VerifierParts } from './signature/verifying.js';
import { MISSING_PARAMETER, TOO_LARGE, UNSUPPORTED_CONTENT } from './texts.js';

export type Language = 'zh-CN' | 'en-US';

export interface Asked<Principal> {
  readonly caller: Caller<Principal>;
  readonly action: string;
  readonly version: string;
  readonly language: Language;
  /** Read when it is known that the action may be called. */
  readonly parameters: () => Readonly<Record<string, unknown>>;
}

const FORM = 'application/x-www-form-urlencoded';

/** What the older signature sends among the parameters of an action. */
const COMMON = [
  'Action',
  'Version',
  'Region',
  'Timestamp',
  'Nonce',
  'SecretId',
  'SignatureMethod',
  'RequestClient',
  'Language',
  'Token',
  'Signature',
];

/** Throws TencentError for whoever is not known, and for what can't be read. */
export async function asked<Principal>(
  parts: VerifierParts<Principal>,
  received: Received,
  tell: Tell,
): Promise<Asked<Principal>> {
  if (received.query.length > TENCENT_REQUEST_BYTES.get) throw tooLarge(TENCENT_REQUEST_BYTES.get, tell);
  if (received.header('authorization') !== undefined) return await askedByHeader(parts, received, tell);
  return await askedByParameters(parts, received, tell);
}

async function askedByHeader<Principal>(
  parts: VerifierParts<Principal>,
  received: Received,
  tell: Tell,
): Promise<Asked<Principal>> {
  const caller = await verifiedTc3(parts, received, tell);
  return {
    caller,
    action: present(received.header('x-tc-action'), 'X-TC-Action', tell),
    version: present(received.header('x-tc-version'), 'X-TC-Version', tell),
    language: languageOf(received),
    parameters: () => {
      if (received.method === 'GET') return nested(flatParameters(received.query, tell), tell);
      if (contentTypeOf(received) !== 'application/json') {
        throw new TencentError('InvalidRequest', tell(UNSUPPORTED_CONTENT));
      }
      return fromJson(received.body, tell);
    },
  };
}

async function askedByParameters<Principal>(
  parts: VerifierParts<Principal>,
  received: Received,
  tell: Tell,
): Promise<Asked<Principal>> {
  const form = received.method === 'POST' && contentTypeOf(received) === FORM;
  if (form && received.body.length > TENCENT_REQUEST_BYTES.legacyPost) {
    throw tooLarge(TENCENT_REQUEST_BYTES.legacyPost, tell);
  }
  const flat = flatParameters(form ? received.body.toString('utf8') : received.query, tell);
  const caller = await verifiedLegacy(parts, received, flat, tell);
  return {
    caller,
    action: present(flat.get('Action'), 'Action', tell),
    version: present(flat.get('Version'), 'Version', tell),
    language: flat.get('Language')?.toLowerCase() === 'en-us' ? 'en-US' : 'zh-CN',
    parameters: () => nested(new Map([...flat].filter(([name]) => !COMMON.includes(name))), tell),
  };
}

/** The language that is asked for, before anything else is read of the request; theirs by default is Chinese. */
export function languageOf(received: Received): Language {
  const inQuery = /(?:^|&)Language=en-US(?:&|$)/.test(received.query);
  return received.header('x-tc-language')?.toLowerCase() === 'en-us' || inQuery ? 'en-US' : 'zh-CN';
}

export function tooLarge(bytes: number, tell: Tell): TencentError {
  return new TencentError('RequestSizeLimitExceeded', tell(TOO_LARGE(bytes)));
}

function present(value: string | undefined, name: string, tell: Tell): string {
  if (!value) throw new TencentError('MissingParameter', tell(MISSING_PARAMETER(name)));
  return value;
}
