/** What an upload may have: one file, and a few words beside it. */
import { z } from 'zod';
import { LETTER_RULES } from '../domain/organization/letter-rules.js';

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
