/** Uploads: forms with one file, and a few words beside it. */
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { LETTER_RULES } from '../domain/organization/letter-rules.js';
import { ApiProblem } from './problem.js';

/** The largest letter that any document may be, and one byte: what is too large is refused in the letter's own words. */
const LARGEST_FILE = Math.max(...Object.values(LETTER_RULES).map(({ largestBytes }) => largestBytes)) + 1;

export const UPLOAD_LIMITS = {
  fileSize: LARGEST_FILE,
  files: 1,
  fields: 4,
  parts: 5,
  fieldNameSize: 100,
  fieldSize: 4_096,
  headerPairs: 20,
} as const;

/** The bytes of a file, as multipart brings them. */
export const FILE_SCHEMA = z.unknown().meta({
  type: 'string',
  format: 'binary',
  contentMediaType: 'application/octet-stream',
}) as unknown as z.ZodType<Uint8Array>;

/**
 * The fields of a form, of a file its bytes. Throws ApiProblem `InvalidInput` for what is no form, or has a field twice; and what the
 * server says of one that is larger than `UPLOAD_LIMITS`.
 */
export async function formIn(request: FastifyRequest): Promise<Readonly<Record<string, unknown>>> {
  const fields = new Map<string, unknown>();
  try {
    for await (const part of request.parts()) {
      const { fieldname } = part;
      const value = part.type === 'file' ? await part.toBuffer() : part.value;
      if (fields.has(fieldname)) throw twice(fieldname);
      fields.set(fieldname, value);
    }
  } catch (error) {
    // The reader of forms has no word of its own for one that is cut off, or says nothing of where its parts begin.
    throw error instanceof ApiProblem || (error instanceof Error && 'statusCode' in error) ? error : noForm();
  }
  return Object.fromEntries(fields);
}

function twice(field: string): ApiProblem {
  return new ApiProblem(
    'InvalidInput',
    { zh: `${field} 出现了两次`, en: `${field} is there twice` },
    { field, accepted: { zh: '每个字段一次', en: 'each field once' } },
  );
}

function noForm(): ApiProblem {
  return new ApiProblem(
    'InvalidInput',
    {
      zh: '表单不能读取:没有分隔符,或在结尾之前中断',
      en: "The form can't be read: it has no boundary, or breaks off before its end",
    },
    {
      accepted: {
        zh: '完整的 multipart/form-data(RFC 7578)',
        en: 'a whole multipart/form-data (RFC 7578)',
      },
    },
  );
}
