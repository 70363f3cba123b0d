/** What is wrong with the body of a request that has another shape than its route takes. */
import type { z } from 'zod';
import { zhCN } from 'zod/locales';
import type { Bilingual } from '../domain/bilingual.js';

/** `names.0: …`: where, and in the schema's own words. */
export function shapeProblem(schema: z.ZodType, body: unknown): Bilingual {
  const chinese = schema.safeParse(body, { error: zhCN().localeError });
  return {
    zh: firstOf(chinese, '请求内容', '不合要求'),
    en: firstOf(schema.safeParse(body), 'body', 'not as expected'),
  };
}

function firstOf({ error }: z.ZodSafeParseResult<unknown>, whole: string, otherwise: string): string {
  const [issue] = error?.issues ?? [];
  return `${issue?.path.join('.') || whole}: ${issue?.message ?? otherwise}`;
}
