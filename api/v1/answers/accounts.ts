/** What is answered of payments, the log and master keys: the client's own views, as schemas. */
import { z } from 'zod';
import { CHECKPOINT_USES } from '../../../domain/accounts/log-checkpoint.js';
import { LOG_PROBLEMS, OPERATION_OUTCOMES } from '../../../domain/accounts/operations-log.js';
import { PAYMENT_STATES } from '../../../domain/payments/words.js';

export const ClosedView = z
  .object({
    masterKeyId: z.string(),
    privateKeys: z
      .array(z.string())
      .meta({ description: 'Orders whose private key is closed: have their certificates issued anew.' }),
    uploadedKeys: z.array(z.string()).meta({ description: 'Uploaded certificates whose key is.' }),
    keyPasswords: z
      .array(z.string())
      .meta({ description: "Orders whose key password is, before their key was made: they can't go on." }),
    webhookSecret: z.boolean().meta({ description: 'Nothing is told by webhook until it has a new secret.' }),
    connections: z
      .array(z.string())
      .meta({ description: 'Connections whose secrets are: give them anew by changing the connection.' }),
    apiKeySecrets: z.array(z.string()).meta({
      description: "Secrets of API keys, each beginning with the key's id: rotate the key at once.",
    }),
  })
  .meta({
    id: 'ClosedView',
    description:
      "Ids of what is closed: of orders, of uploaded certificates, and whether the account's webhook secret is.",
  });

export const OperationEntry = z
  .object({
    at: z.string().meta({ description: 'ISO 8601, UTC, milliseconds.' }),
    actor: z.string(),
    origin: z.string(),
    operation: z.string().meta({ description: 'Such as `order.cancel`.' }),
    subject: z.string().nullable(),
    details: z.record(
      z.string(),
      z.union([z.boolean(), z.string(), z.number(), z.array(z.string())]).optional(),
    ),
    outcome: z.enum(OPERATION_OUTCOMES),
  })
  .meta({
    id: 'OperationEntry',
    description: "What is told of an operation; account, number and hashes are the log's own.",
  });

export const LoggedOperation = OperationEntry.extend({
  account: z.string(),
  sequence: z.number().meta({ description: 'From 1, without a gap.' }),
  previousHash: z.string().meta({
    description:
      "The hash of the entry before; of the first one, the account's genesis hash. Lower-case hex.",
  }),
  hash: z.string().meta({ description: 'SHA-256 of all the rest, as canonical JSON.' }),
}).meta({ id: 'LoggedOperation' });

export const LogVerification = z
  .union([
    z.object({
      verified: z.literal(true),
      account: z.string(),
      count: z.number(),
      head: z.string(),
      checkpoint: z.object({
        use: z.enum(CHECKPOINT_USES),
        sequence: z
          .number()
          .nullable()
          .meta({ description: 'The last entry that was verified before this run.' }),
        verifiedAt: z.string().nullable(),
        verifiedWholeAt: z.string().nullable(),
      }),
    }),
    z.object({
      verified: z.literal(false),
      sequence: z.number(),
      problem: z.enum(LOG_PROBLEMS),
      checkpoint: z.object({
        use: z.enum(CHECKPOINT_USES),
        sequence: z
          .number()
          .nullable()
          .meta({ description: 'The last entry that was verified before this run.' }),
        verifiedAt: z.string().nullable(),
        verifiedWholeAt: z.string().nullable(),
      }),
    }),
  ])
  .meta({
    id: 'LogVerification',
    description:
      'A verdict, and where the run began. Times are ISO 8601, UTC; null where there is no checkpoint that is believed.',
  });

export const PaymentRecord = z
  .object({
    orderId: z.string(),
    state: z.enum(PAYMENT_STATES),
    amount: z.number().meta({ description: "In the currency's smallest unit (fen)." }),
    currency: z.string(),
    heldAt: z.string().nullable(),
    capturedAt: z.string().nullable(),
    owedSince: z
      .string()
      .nullable()
      .meta({ description: 'Since when it is to be given back; stays once it was.' }),
    returnedAt: z.string().nullable(),
    attempts: z.number(),
    lastFailure: z
      .string()
      .nullable()
      .meta({ description: 'Why the payment service could not do the last thing it was asked for.' }),
    lastFailureChinese: z
      .string()
      .nullable()
      .meta({ description: 'The same in Chinese, where the words are ours.' }),
  })
  .meta({ id: 'PaymentRecord', description: 'Times are ISO 8601, UTC.' });
