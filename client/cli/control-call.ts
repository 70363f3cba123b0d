/** Speaks to the HTTP controls of an embedded stack's parts: JSON in and out, their refusals told as ours. */
import { ANSWER_BYTES } from '../../domain/answer-limits.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { readUpTo, textOf } from '../../domain/limited-reading.js';
import { REFUSAL_CODES, type Refusal } from '../../domain/refusals.js';
import { Unavailable } from '../unavailable.js';
import { refusalFrom } from '../refusing.js';

export interface Control {
  /** What is spoken to, for error messages: `the embedded DNS`. */
  readonly what: Bilingual;
  readonly baseUrl: string;
  readonly token: string | undefined;
}

const TIMEOUT_MS = 10_000;

/** Throws Refusal as the part worded it, Unavailable when it doesn't answer or won't let us in. */
export async function callControl(
  control: Control,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await send(control, method, path, body);
  const answer = await jsonOf(control, response);
  if (response.ok) return answer;
  throw (
    refusalIn(answer) ??
    notAnswering(control, { zh: `状态码 ${response.status}`, en: `status ${response.status}` })
  );
}

async function send(
  { what, baseUrl, token }: Control,
  method: string,
  path: string,
  body: unknown,
): Promise<Response> {
  try {
    return await fetch(new URL(path, baseUrl), {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw notAnswering({ what, baseUrl, token }, { zh: '无法连接', en: 'no connection' });
  }
}

/** Undefined where it is no JSON. */
async function jsonOf(control: Control, response: Response): Promise<unknown> {
  const body = await readUpTo(response.body, ANSWER_BYTES.stack).catch(() => {
    throw notAnswering(control, { zh: '应答中断', en: 'its answer broke off' });
  });
  if (!body.whole)
    throw notAnswering(control, {
      zh: `应答超过 ${ANSWER_BYTES.stack} 字节`,
      en: `its answer is longer than ${ANSWER_BYTES.stack} bytes`,
    });
  try {
    return JSON.parse(textOf(body)) as unknown;
  } catch {
    return undefined;
  }
}

function refusalIn(answer: unknown): Refusal | undefined {
  const { error } = fieldsOf(answer);
  const { code, message } = fieldsOf(error);
  const known = REFUSAL_CODES.find((candidate) => candidate === code);
  return known && typeof message === 'string' ? refusalFrom(known, error, message) : undefined;
}

export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function notAnswering({ what, baseUrl }: Control, reason: Bilingual): Unavailable {
  return new Unavailable('StackNotAnswering', {
    zh: `${what.zh}(${baseUrl})没有正常应答(${reason.zh})。请查看 \`sealflow up\` 的输出;如果它已结束,请重新启动。`,
    en: `${what.en} at ${baseUrl} did not answer as it should (${reason.en}). Look at the output of \`sealflow up\`; start it again where it has ended.`,
  });
}
