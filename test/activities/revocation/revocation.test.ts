/** The steps of a revocation, each asked twice and at every outcome: asked for once, waited for, recorded with what follows. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readCertificate } from '../../../db/statements/certificates/views.js';
import { listLetters, storeLetter } from '../../../db/statements/organization/letters.js';
import { loadRevocation } from '../../../db/statements/revocation/row.js';
import type { RevocationState } from '../../../domain/revocation/words.js';
import { OrderFailure } from '../../../domain/failures.js';
import type { RevocationWait } from '../../../domain/waits.js';
import type { RevocationProgressRecord } from '../../../domain/revocation/stand.js';
import { isAskedAgainAfter } from '../../support/asked-again.js';
import { letterFile } from '../../support/letter-files.js';
import { MANAGER } from '../../support/organizations.js';
import { pending } from './fake-revoking-ca.js';
import { startRevocationWorld, type RevocationWorld } from './world.js';

const DAY_MS = 86_400_000;
const REVOKED_AT = '2026-11-22T00:00:00.000Z';

let world: RevocationWorld;
beforeAll(async () => {
  world = await startRevocationWorld();
});
afterAll(() => world.stop());
afterEach(() => {
  world.aheadMs = 0;
  world.refusesRecords = undefined;
  world.ca.answer = pending();
  world.ca.looks = (before) => before;
  world.ca.silence = undefined;
  world.ca.refusesLetter = undefined;
  world.ca.asked.request = 0;
  world.ca.asked.validate = 0;
  world.ca.asked.upload = 0;
});

const ask = (revocationId: string) => world.activities.requestRevocation(revocationId);
const look = (revocationId: string, waitingOn: RevocationWait, changes = 0) =>
  world.activities.awaitRevocation({ revocationId, wait: world.wait(waitingOn), changes });
const stillWaiting = (message: string) => ({ type: 'StillWaiting', category: 'BENIGN', message });

describe('a request', () => {
  it('reaches the CA once, whose words are kept for people to read', async () => {
    const id = await world.requested('once');
    const [validation] = pending().validations;
    const { status: _status, ...proof } = validation ?? { status: 'pending' };
    const standing = {
      status: 'pending',
      waitingOn: 'subscriber-revocation-proof',
      validations: [proof],
      reason: 'www.example.com: its proof has not been seen yet',
    };
    expect(await ask(id)).toMatchObject(standing);
    expect(await ask(id)).toMatchObject(standing);
    expect(world.ca.asked.request).toBe(1);
    expect(await loadRevocation(world.database, id)).toMatchObject({
      validations: [proof],
      detail: standing.reason,
    });
  });

  it('whose answer was lost is looked up, not sent again', async () => {
    const id = await world.requested('lost');
    world.ca.loseAnswers.request = 1;
    await expect(ask(id)).rejects.toThrow('lost');
    expect(await ask(id)).toMatchObject({ status: 'pending' });
    expect(world.ca.asked.request).toBe(1);
  });

  it('is not taken for an earlier one that the CA refused', async () => {
    const id = await world.requested('earlier');
    world.ca.requests.set('at-ca:earlier', pending({ status: 'refused', detail: 'no proof in 3 days' }));
    world.ca.silence = new Error('dead before it was sent');
    await expect(ask(id)).rejects.toThrow('dead');
    world.ca.silence = undefined;
    expect(await ask(id)).toMatchObject({ status: 'pending' });
    expect(world.ca.asked.request).toBe(1);
  });

  it.each([
    ['revoked at once', { status: 'revoked', revokedAt: REVOKED_AT } as const],
    ['refused at once', { status: 'refused', detail: 'not yours' } as const],
  ])('may be %s', async (title, answer) => {
    world.ca.answer = pending(answer);
    const told =
      answer.status === 'revoked'
        ? { status: 'revoked', revokedAt: REVOKED_AT }
        : { status: 'refused', reason: 'not yours' };
    expect(await ask(await world.requested(title))).toEqual(told);
  });

  it('tells the CA’s reason without the people in it', async () => {
    world.ca.answer = pending({
      proof: 'letter',
      validations: [],
      detail: `${MANAGER.name} (${MANAGER.phone}) has to sign`,
    });
    const id = await world.requested('redacted', 'globalsign');
    expect(await ask(id)).toMatchObject({ reason: '… (…) has to sign' });
    expect(await loadRevocation(world.database, id)).toMatchObject({ detail: '… (…) has to sign' });
  });

  it('of no row is waited for', async () => {
    await expect(ask('nothing')).rejects.toMatchObject({ type: 'RecordMissing', nonRetryable: true });
  });
});

describe('a wait', () => {
  it('has the CA look, and says what is missing; each rung is posted once it is due', async () => {
    const id = await world.requested('patient');
    await ask(id);
    const posted = world.posted.length;
    world.ca.looks = (before) => ({
      ...before,
      validations: before.validations.map((each) => ({ ...each, detail: 'no such record' })),
    });
    const wait = world.wait('subscriber-revocation-proof');
    const again = () => world.activities.awaitRevocation({ revocationId: id, wait, changes: 0 });
    await expect(again()).rejects.toMatchObject(stillWaiting('www.example.com: no such record'));
    expect(await loadRevocation(world.database, id)).toMatchObject({
      detail: 'www.example.com: no such record',
    });
    world.aheadMs = 2.5 * DAY_MS;
    await expect(again()).rejects.toMatchObject({ type: 'StillWaiting' });
    const occasion = `subscriber-revocation-proof@${wait.since}`;
    const notice = { subject: { revocationId: id }, kind: 'waiting', wait, occasion };
    expect(world.posted.slice(posted)).toEqual([
      { ...notice, rung: 0 },
      { ...notice, rung: 2 },
    ]);
    world.aheadMs = 3 * DAY_MS + 1;
    expect(await again()).toEqual({ outcome: 'deadline-passed' });
    expect(world.ca.asked.validate).toBe(3);
  });

  it.each([
    ['revoked', { status: 'revoked', revokedAt: REVOKED_AT } as const],
    ['refused', { status: 'refused', detail: 'too late' } as const],
  ])('ends where the CA says %s, at the deadline as well', async (title, word) => {
    const id = await world.requested(`end-${title}`);
    await ask(id);
    world.ca.looks = (before) => ({ ...before, ...word });
    const wait = world.wait('subscriber-revocation-proof');
    world.aheadMs = 4 * DAY_MS;
    expect(await world.activities.awaitRevocation({ revocationId: id, wait, changes: 0 })).toMatchObject({
      outcome: 'standing',
      standing: { status: title },
    });
  });

  it('passes the ball, and holds it for a while where it was passed often', async () => {
    const id = await world.requested('ball');
    await ask(id);
    world.ca.looks = (before) => ({ ...before, turn: 'ca' });
    expect(await look(id, 'subscriber-revocation-proof')).toMatchObject({
      outcome: 'standing',
      standing: { status: 'pending', waitingOn: 'ca-revocation' },
    });
    world.ca.decide('at-ca:ball', { turn: 'subscriber' });
    await expect(look(id, 'subscriber-revocation-proof', 9)).rejects.toMatchObject({ type: 'StillWaiting' });
  });

  it('publishes what is ours to publish, once, and removes it', async () => {
    const id = await world.requested('ours');
    const [validation] = pending().validations;
    if (!validation) throw new Error('A proof of control asks for something.');
    world.ca.answer = pending({ validations: [{ ...validation, method: 'auto-dns' }] });
    expect(await ask(id)).toMatchObject({ waitingOn: 'ca-revocation' });
    await expect(look(id, 'ca-revocation')).rejects.toMatchObject({ type: 'StillWaiting' });
    await expect(look(id, 'ca-revocation')).rejects.toMatchObject({ type: 'StillWaiting' });
    expect([...world.published]).toEqual(['TXT _dnsauth.www.example.com revoke-me']);
    await world.activities.removeRevocationProof(id);
    await world.activities.removeRevocationProof(id);
    expect([...world.published]).toEqual([]);
  });

  it('leaves it to the subscriber where the provider refuses', async () => {
    const id = await world.requested('provider');
    const [validation] = pending().validations;
    if (!validation) throw new Error('A proof of control asks for something.');
    world.ca.answer = pending({ validations: [{ ...validation, method: 'auto-dns' }] });
    await ask(id);
    world.refusesRecords = new OrderFailure('DnsProviderRefused', 'no such zone here');
    expect(await look(id, 'ca-revocation')).toMatchObject({
      standing: { waitingOn: 'subscriber-revocation-proof', reason: 'no such zone here' },
    });
    const waiting = look(id, 'subscriber-revocation-proof');
    await expect(waiting).rejects.toMatchObject(stillWaiting('no such zone here'));
  });

  it('stays where it is while the CA can’t answer, and is asked again when it said', async () => {
    const id = await world.requested('silent');
    await ask(id);
    world.ca.silence = new OrderFailure('CaRateLimited', 'too many requests', { retryAfterMs: 7_000 });
    await expect(look(id, 'ca-revocation')).rejects.toMatchObject(stillWaiting('too many requests'));
    await expect(look(id, 'ca-revocation')).rejects.toSatisfy(isAskedAgainAfter(7_000));
    const wait = world.wait('ca-revocation');
    world.aheadMs = 15 * DAY_MS;
    expect(await world.activities.awaitRevocation({ revocationId: id, wait, changes: 0 })).toEqual({
      outcome: 'deadline-passed',
    });
  });

  it('asks again where the CA has lost the request', async () => {
    const id = await world.requested('forgotten');
    await ask(id);
    world.ca.requests.delete('at-ca:forgotten');
    await expect(look(id, 'subscriber-revocation-proof')).rejects.toMatchObject({ type: 'StillWaiting' });
    expect(world.ca.asked.request).toBe(2);
  });
});

describe('a letter', () => {
  const byLetter = pending({ proof: 'letter', validations: [], detail: 'a stamped letter is needed' });
  const store = (revocationId: string, mark = '') =>
    storeLetter(world.database, {
      subject: { revocationId },
      document: 'revocation-letter',
      uploads: 'until-accepted',
      contentType: 'application/pdf',
      content: letterFile('pdf', 2_000, mark),
      uploadedBy: 'Li',
    });
  const handIn = (revocationId: string, letterId: string) =>
    world.activities.handInRevocationLetter({ revocationId, letterId });
  const begin = async (id: string) => {
    world.ca.answer = byLetter;
    const revocationId = await world.requested(id, 'globalsign');
    await ask(revocationId);
    return revocationId;
  };

  it('goes to the CA once, is rejected with a reason, and another one is accepted', async () => {
    const id = await begin('letters');
    await expect(look(id, 'subscriber-revocation-letter')).rejects.toMatchObject(
      stillWaiting('a stamped letter is needed'),
    );
    const first = await store(id);
    expect(await look(id, 'subscriber-revocation-letter')).toEqual({
      outcome: 'letter-given',
      letterId: first.letterId,
    });
    expect(await handIn(id, first.letterId)).toEqual({ outcome: 'handed-in' });
    expect(await handIn(id, first.letterId)).toEqual({ outcome: 'handed-in' });
    expect(world.ca.asked.upload).toBe(1);
    expect(await look(id, 'subscriber-revocation-letter')).toMatchObject({
      standing: { waitingOn: 'reviewer-revocation' },
    });
    const reason = `${MANAGER.name} did not stamp it`;
    const [received] = world.ca.requests.get('at-ca:letters')?.letters ?? [];
    if (!received) throw new Error('The CA has no letter.');
    world.ca.decide('at-ca:letters', {
      turn: 'subscriber',
      letters: [{ ...received, status: 'rejected', reason }],
    });
    expect(await look(id, 'reviewer-revocation')).toMatchObject({
      standing: { waitingOn: 'subscriber-revocation-letter' },
    });
    expect(await listLetters(world.database, { revocationId: id })).toMatchObject([
      { status: 'rejected', reason: '… did not stamp it' },
    ]);
    const second = await store(id, 'stamped');
    expect(await handIn(id, second.letterId)).toEqual({ outcome: 'handed-in' });
    expect(world.ca.asked.upload).toBe(2);
  });

  it('whose upload’s answer was lost is not sent again', async () => {
    const id = await begin('letter-lost');
    const { letterId } = await store(id);
    world.ca.loseAnswers.upload = 1;
    await expect(handIn(id, letterId)).rejects.toThrow('lost');
    expect(await handIn(id, letterId)).toEqual({ outcome: 'handed-in' });
    expect(world.ca.asked.upload).toBe(1);
  });

  it('that the CA does not take keeps its reason', async () => {
    const id = await begin('letter-refused');
    const { letterId } = await store(id);
    world.ca.refusesLetter = new OrderFailure('LetterRefusedByCa', 'not a letter');
    const refused = { outcome: 'refused', reason: 'not a letter' };
    expect(await handIn(id, letterId)).toEqual(refused);
    world.ca.refusesLetter = undefined;
    expect(await handIn(id, letterId)).toEqual(refused);
    expect(world.ca.asked.upload).toBe(1);
    await expect(look(id, 'subscriber-revocation-letter')).rejects.toMatchObject(
      stillWaiting('not a letter'),
    );
    expect(await loadRevocation(world.database, id)).toMatchObject({ detail: 'not a letter' });
    const second = await store(id, 'another');
    expect(await handIn(id, second.letterId)).toEqual({ outcome: 'handed-in' });
  });

  it('of no revocation, or of another one, is refused', async () => {
    const [id, other] = [await begin('letter-mine'), await begin('letter-other')];
    const { letterId } = await store(other);
    for (const asked of [letterId, 'nothing'])
      expect(await handIn(id, asked)).toMatchObject({
        outcome: 'refused',
        reason: `no letter ${asked} of this revocation`,
      });
    expect(world.ca.asked.upload).toBe(0);
  });
});

describe('the record', () => {
  const record = (
    revocationId: string,
    sequence: number,
    state: RevocationState,
    rest: Partial<RevocationProgressRecord> = {},
  ) => world.activities.recordRevocation({ revocationId, sequence, state, ...rest });

  it('is never overtaken; an end stays, and is told however often it is recorded', async () => {
    const id = await world.requested('ends');
    await record(id, 2, 'reviewing', { waitingOn: 'ca-revocation' });
    await record(id, 1, 'proving', { waitingOn: 'subscriber-revocation-proof' });
    expect(await loadRevocation(world.database, id)).toMatchObject({ state: 'reviewing', endedAt: null });
    const [posted, followed] = [world.posted.length, world.followed.length];
    await record(id, 3, 'revoked', { revokedAt: REVOKED_AT });
    await record(id, 3, 'revoked', { revokedAt: REVOKED_AT });
    await record(id, 4, 'refused', { reason: 'too late' });
    expect(await loadRevocation(world.database, id)).toMatchObject({
      state: 'revoked',
      waitingOn: null,
      endedAt: expect.any(String) as string,
    });
    expect(await readCertificate(world.database, 'default', 'ends')).toMatchObject({
      revokedAt: REVOKED_AT,
      revocationReason: 'keyCompromise',
      revocation: null,
    });
    const notice = { subject: { revocationId: id }, kind: 'revoked', occasion: 'revoked', rung: 0 };
    expect(world.posted.slice(posted)).toEqual([notice, notice]);
    expect(world.followed.slice(followed)).toEqual(['ends', 'ends']);
  });

  it('of a refusal leaves the certificate as it was', async () => {
    const id = await world.requested('refusal');
    await record(id, 1, 'refused', { reason: 'no proof in 3 days' });
    expect(await loadRevocation(world.database, id)).toMatchObject({ detail: 'no proof in 3 days' });
    expect(await readCertificate(world.database, 'default', 'refusal')).toMatchObject({
      revokedAt: null,
      revocation: null,
    });
    expect(world.posted.at(-1)).toMatchObject({ kind: 'revocation-refused' });
  });
});

it('what was withdrawn at the moment of issuance is revoked at once, and stays so', async () => {
  await world.requested('withdrawn');
  await world.activities.revokeWithdrawn('withdrawn');
  const first = await readCertificate(world.database, 'default', 'withdrawn');
  world.aheadMs = DAY_MS;
  await world.activities.revokeWithdrawn('withdrawn');
  expect(world.ca.revokedAtOnce[0]).toEqual(['at-ca:withdrawn', 'cessationOfOperation']);
  const now = await readCertificate(world.database, 'default', 'withdrawn');
  expect(now).toMatchObject({ revokedAt: first?.revokedAt, revocationReason: 'cessationOfOperation' });
});
