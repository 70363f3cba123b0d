/** What is answered of words: each id that pages show, with what people read for it. */
import { z } from 'zod';
import { NOTICE_CHANNELS } from '../../../domain/notices/words.js';
import { WORD_TABLES, type WordTable } from '../../vocabulary/tables.js';
import { Bilingual, Party } from './shared.js';

const WORD = { id: z.string(), zh: z.string(), en: z.string() };

export const Word = z
  .object(WORD)
  .meta({ id: 'Word', description: 'An id, and its words in both languages.' });

const FIELD = { ...WORD, accepted: Bilingual.nullable().meta({ description: 'What it accepts, in words.' }) };

const TABLES = Object.fromEntries(Object.keys(WORD_TABLES).map((table) => [table, z.array(Word)])) as Record<
  WordTable,
  z.ZodArray<typeof Word>
>;

export const Vocabulary = z
  .object({
    ...TABLES,
    noticeKinds: z
      .array(z.object({ ...WORD, channels: z.array(z.enum(NOTICE_CHANNELS)) }).meta({ id: 'NoticeKindWord' }))
      .meta({ description: 'What notices are of, with the channels that each may go out by.' }),
    waits: z
      .array(z.object({ ...WORD, party: Party }).meta({ id: 'WaitWord' }))
      .meta({ description: 'What is waited for, with whose turn it is.' }),
    connectionKinds: z.array(
      z
        .object({
          ...WORD,
          family: z.enum(['ca', 'dns', 'files']),
          fields: z.array(z.object({ ...FIELD, isSecret: z.boolean() })),
        })
        .meta({ id: 'ConnectionKindWord' }),
    ),
    formFields: z.array(z.object(FIELD).meta({ id: 'FieldWord' })).meta({
      description: 'Of the order form: what each field is called, and accepts. `[]` stands for any index.',
    }),
    contactChoices: z.array(Word).meta({ description: 'What may stand in the place of a contact.' }),
  })
  .meta({ id: 'Vocabulary' });
