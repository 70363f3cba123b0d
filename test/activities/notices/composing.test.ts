/** The words of notices where strangers' words are in them: a line of theirs is never one of ours, in a mail as little as elsewhere. */
import { describe, expect, it } from 'vitest';
import { textOf } from '../../../activities/notices/composing.js';
import type { NoticeSubjectRecord } from '../../../db/statements/notices/posting.js';
import { NONE_STORED } from '../../../db/statements/notices/preferences.js';
import { forbiddenCharacter } from '../../../domain/characters.js';
import { renderMail } from '../../../activities/notices/mail/rendering.js';
import { NOTICE_KINDS, type NoticeRequest } from '../../../domain/notices/words.js';
import { WORST_STRINGS } from '../../support/worst-strings.js';

const SINCE = '2026-11-01T00:00:00.000Z';

function about(worst: string, names: readonly string[]): NoticeSubjectRecord {
  return {
    account: 'default',
    orderId: 'ord_1',
    certificateId: 'cert_1',
    names,
    state: 'rejected',
    waitingOn: 'subscriber-dns',
    tracks: null,
    nextAction: { zh: `请处理 ${worst}`, en: `Do it ${worst}` },
    reason: worst,
    reasonChinese: null,
    replacedBy: null,
    expiryNotices: true,
    form: null,
    keyHasPassword: false,
    since: SINCE,
    deadline: SINCE,
    notAfter: SINCE,
    revokedAt: null,
    preferences: NONE_STORED,
    posted: [],
  };
}

function mailOf(kind: NoticeRequest['kind'], subject: NoticeSubjectRecord) {
  const wait = {
    wait: 'subscriber-dns',
    since: SINCE,
    ladderSince: SINCE,
    deadline: SINCE,
    reminderDays: [7],
  } as const;
  const request: NoticeRequest = { subject: { orderId: 'ord_1' }, kind, occasion: 'once', rung: 7, wait };
  const { subject: title, body } = textOf(request, subject);
  return renderMail(
    { subject: title, blocks: [{ paragraph: body }] },
    { language: 'both', timeZone: 'Asia/Shanghai' },
  );
}

describe.each(NOTICE_KINDS)('a mail of the kind %s', (kind) => {
  it.each(Object.entries(WORST_STRINGS))('is not broken by %s', (_case, worst) => {
    const plain = mailOf(kind, about('plain', ['plain.example.com']));
    const { subject, text } = mailOf(kind, about(worst, [`${worst}.example.com`]));
    expect(forbiddenCharacter(subject, { lines: false })).toBeUndefined();
    expect(forbiddenCharacter(text, { lines: true })).toBeUndefined();
    if (kind !== 'waiting') expect(text.split('\n')).toHaveLength(plain.text.split('\n').length);
    expect(subject.length).toBeLessThan(1_200);
  });

  it('counts what it does not name of hundreds', () => {
    const names = Array.from({ length: 250 }, (_, index) => `host-${index}.example.com`);
    const { subject, text } = mailOf(kind, about('plain', names));
    expect(subject.length + text.length).toBeLessThan(2_500);
  });
});
