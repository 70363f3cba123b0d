/** The vocabulary as it is answered: every id that pages show, with its words; and what each field of a form is called. */
import { shownWord, type Bilingual } from '../../domain/bilingual.js';
import { CONNECTION_KINDS } from '../../domain/connections/kinds.js';
import { SMS_KINDS } from '../../domain/notices/preferences.js';
import { KIND_WORDS } from '../../domain/notices/spoken-words.js';
import { NOTICE_CHANNELS, type NoticeChannelName } from '../../domain/notices/words.js';
import { ORDER_FORM } from '../../domain/orders/accepted.js';
import { SAME_AS_MANAGER_CHOICE } from '../../domain/organization/choices.js';
import { WAIT_WORDS } from '../../domain/wait-words.js';
import { PARTY_OF, WAITS } from '../../domain/waits.js';
import type { z } from 'zod';
import type { Vocabulary } from '../v1/answers/vocabulary.js';
import { WORD_TABLES, type WordTable } from './tables.js';

type Word = { readonly id: string } & Bilingual;

/** The same for everybody, and for as long as the program runs. */
export function vocabulary(): z.output<typeof Vocabulary> {
  const tables = Object.entries<Readonly<Record<string, Bilingual>>>(WORD_TABLES).map(
    ([name, words]) => [name, wordsOf(words)] as const,
  );
  return {
    ...(Object.fromEntries(tables) as Record<WordTable, Word[]>),
    noticeKinds: wordsOf(KIND_WORDS).map((word) => ({ ...word, channels: channelsOf(word.id) })),
    waits: WAITS.map((wait) => ({ id: wait, party: PARTY_OF[wait], ...WAIT_WORDS[wait] })),
    connectionKinds: CONNECTION_KINDS.map(({ kind, family, called, fields, accepted, secrets }) => ({
      id: kind,
      family,
      ...called,
      fields: fieldsOf(fields, accepted).map((field) => ({ ...field, isSecret: secrets.includes(field.id) })),
    })),
    formFields: fieldsOf(ORDER_FORM.fields, ORDER_FORM.accepted),
    contactChoices: [{ id: 'same-as-manager', ...SAME_AS_MANAGER_CHOICE }],
  };
}

/** Few are worth a person's telephone. */
function channelsOf(kind: string): NoticeChannelName[] {
  const isForSms = SMS_KINDS.some((known) => known === kind);
  return NOTICE_CHANNELS.filter((channel) => channel !== 'sms' || isForSms);
}

function wordsOf(words: Readonly<Record<string, Bilingual>>): Word[] {
  return Object.entries(words).map(([id, word]) => ({ id, ...shownWord(id, word) }));
}

function fieldsOf(
  fields: Readonly<Record<string, Bilingual>>,
  accepted: Readonly<Record<string, Bilingual>>,
): (Word & { accepted: Bilingual | null })[] {
  return Object.entries(fields).map(([id, called]) => ({ id, ...called, accepted: accepted[id] ?? null }));
}
