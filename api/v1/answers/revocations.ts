/** What is answered of revocations: the client's own views, as schemas. */
import { z } from 'zod';
import { LETTER_CONTENT_TYPES } from '../../../domain/organization/letter-rules.js';
import { LETTER_STATUSES } from '../../../domain/organization/letter-succession.js';
import {
  REVOCATION_PROOFS,
  REVOCATION_REASONS,
  REVOCATION_STATES,
} from '../../../domain/revocation/words.js';
import { WAITS } from '../../../domain/waits.js';
import { DomainValidation, NextAction, Party } from './shared.js';

export const RevocationLetterView = z
  .object({
    letterId: z.string(),
    version: z.number(),
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
  .meta({ id: 'RevocationLetterView', description: 'One version of a letter that asks for a revocation.' });

export const RevocationView = z
  .object({
    revocationId: z.string(),
    certificateId: z.string(),
    orderId: z.string(),
    reason: z.enum(REVOCATION_REASONS),
    proof: z.enum(REVOCATION_PROOFS).meta({ description: 'What the CA wants to see before it revokes.' }),
    state: z.enum(REVOCATION_STATES).meta({
      description: '`revoked` and `refused` are ends; after a refusal the certificate is in use as before.',
    }),
    waitingOn: z.enum(WAITS).nullable(),
    party: Party.nullable().meta({ description: 'Whose turn it is.' }),
    since: z.string().nullable(),
    deadline: z.string().nullable(),
    nextAction: NextAction.nullable(),
    detail: z.string().nullable().meta({ description: 'What is missing, or why it was refused.' }),
    detailChinese: z.string().nullable().meta({
      description:
        'The same in Chinese, where it is ours to say; null where the CA said it, or it was kept in English alone.',
    }),
    validations: z.array(DomainValidation).meta({
      description:
        'Records to publish or files to serve, where that is the proof; what we publish ourselves as well.',
    }),
    letters: z.array(RevocationLetterView).meta({ description: 'Oldest first.' }),
    requestedBy: z.string(),
    requestedAt: z.string(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: 'RevocationView', description: 'Times are ISO 8601, UTC.' });

export const RequestedRevocation = RevocationView.extend({
  others: z
    .array(RevocationView)
    .meta({ description: "With `wholePlan`: the requests for the plan's other certificates." }),
}).meta({ id: 'RequestedRevocation' });

export const RevocationSummary = z
  .object({
    reason: z.enum(REVOCATION_REASONS),
    revocationId: z.string(),
    certificateId: z.string(),
    orderId: z.string(),
    proof: z.enum(REVOCATION_PROOFS).meta({ description: 'What the CA wants to see before it revokes.' }),
    state: z.enum(REVOCATION_STATES).meta({
      description: '`revoked` and `refused` are ends; after a refusal the certificate is in use as before.',
    }),
    waitingOn: z.enum(WAITS).nullable(),
    party: Party.nullable().meta({ description: 'Whose turn it is.' }),
    since: z.string().nullable(),
    deadline: z.string().nullable(),
    nextAction: NextAction.nullable(),
    detail: z.string().nullable().meta({ description: 'What is missing, or why it was refused.' }),
    detailChinese: z.string().nullable().meta({
      description:
        'The same in Chinese, where it is ours to say; null where the CA said it, or it was kept in English alone.',
    }),
    requestedBy: z.string(),
    requestedAt: z.string(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: 'RevocationSummary' });

export const RevocationCheck = z
  .object({
    signalled: z.boolean().meta({
      description: 'False where nobody could be told, or it has ended: it is shown as last recorded.',
    }),
    revocation: RevocationView,
  })
  .meta({ id: 'RevocationCheck' });

export const UploadedRevocationLetter = RevocationLetterView.extend({
  signalled: z.boolean().meta({
    description:
      'False: the revocation could not be told. The letter is stored all the same, and found at its next look.',
  }),
}).meta({ id: 'UploadedRevocationLetter' });
