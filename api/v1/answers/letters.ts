/** What is answered of letters: the client's own views, as schemas. */
import { z } from 'zod';
import { LETTER_CONTENT_TYPES, LETTER_DOCUMENTS } from '../../../domain/organization/letter-rules.js';
import { LETTER_STATUSES } from '../../../domain/organization/letter-succession.js';

export const LetterView = z
  .object({
    letterId: z.string(),
    version: z.number(),
    document: z.enum(LETTER_DOCUMENTS),
    contentType: z.enum(LETTER_CONTENT_TYPES),
    sizeBytes: z.number(),
    sha256: z.string().meta({ description: 'Of the content, lower-case hex.' }),
    sentBy: z.string(),
    uploadedAt: z.string().meta({ description: 'ISO 8601, UTC.' }),
    status: z
      .enum(LETTER_STATUSES)
      .meta({ description: '`stored` until it is with the CA; `handed-in` while the CA reviews it.' }),
    reason: z.string().nullable().meta({ description: 'Why the CA rejected or refused it.' }),
    reasonChinese: z
      .string()
      .nullable()
      .meta({ description: 'The same in Chinese, where it was told in both languages.' }),
  })
  .meta({ id: 'LetterView' });

export const UploadedLetter = LetterView.extend({
  signalled: z.boolean().meta({
    description:
      "False: the order could not be told. The letter is stored all the same, and found at the order's next look.",
  }),
}).meta({ id: 'UploadedLetter' });
