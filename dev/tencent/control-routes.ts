/** What only the reseller's console can do, and what a tester asks of the double behind its clients' backs; no client of theirs has these. */
import { z } from 'zod';
import type { Bilingual } from '../../domain/bilingual.js';
import { COMPANY_SCHEMA, PERSON_SCHEMA } from '../../domain/organization/form.js';
import { TencentError } from '../../domain/tencent/wire/error.js';
import { Refusal, refusalDetails, type RefusalCode } from '../../domain/refusals.js';
import { controlRoute } from '../control-route.js';
import type { Route } from '../http-api.js';
import { DIALS, type AccountManager } from './account-book.js';
import { HostilityBody, type BadDays } from './bad-days.js';
import type { Counter, DoubleCall } from './call.js';
import { sell } from './selling.js';
import { productOf, statusMessageOf, statusOf } from './status.js';
import { namesOf, type StoredCertificate } from './stored-certificate.js';

export interface ControlParts {
  readonly counter: Counter;
  readonly badDays: BadDays;
  readonly calls: () => Readonly<Record<string, number>>;
}

const BalanceBody = z.strictObject({ balance: z.int().nonnegative() });
const PurchaseBody = z.strictObject({
  productId: z.int(),
  domainCount: z.int().positive().default(1),
  years: z.int().positive().default(1),
});
const DialsBody = z
  .strictObject({
    realName: z.boolean(),
    preReviewSeconds: z.number().nonnegative(),
    cancellingSeconds: z.number().nonnegative(),
    validationDays: z.number().positive(),
    lettersEnded: z.boolean(),
  })
  .partial();
const ManagerBody = z.strictObject({ ...PERSON_SCHEMA.shape, companyId: z.int() });
const VerdictBody = z.strictObject({ status: z.enum(['ok', 'invalid', 'expiring', 'expired', 'CAaudit']) });

/** Below `/_control/`; `:id` is a `CertificateId`, or a manager's number. */
export function doubleControlRoutes(parts: ControlParts): Route[] {
  return [...moneyRoutes(parts), ...certificateRoutes(parts), ...peopleRoutes(parts), ...testerRoutes(parts)];
}

function moneyRoutes({ counter: { account } }: ControlParts): Route[] {
  const shown = () => ({ json: { balance: account.now.balance, currency: 'CNY' } });
  return [
    controlRoute('GET', 'balance', shown),
    controlRoute('POST', 'balance', async (request) => {
      const { balance } = await request.body(BalanceBody);
      await account.change(() => ({ balance }));
      return shown();
    }),
  ];
}

function certificateRoutes({ counter }: ControlParts): Route[] {
  const { store, following } = counter;
  return [
    controlRoute('GET', 'certificates', () => ({
      json: { certificates: store.all().map((certificate) => shown(counter, certificate)) },
    })),
    // Bought by hand in the console.
    controlRoute('POST', 'certificates', async (request) => {
      const wanted = await request.body(PurchaseBody);
      const call: DoubleCall = { input: {}, counter, isEnglish: true };
      const certificate = await sell(call, wanted).catch((error: unknown) => {
        throw error instanceof TencentError
          ? refusal('RefusedInThisState', { zh: `未能购买:${error.code}`, en: `Not sold: ${error.code}` })
          : error;
      });
      return { json: shown(counter, certificate) };
    }),
    controlRoute('POST', 'certificates/:id/refund', async ({ id }) => {
      await following.settled(id);
      const after = await store.change(id, async (current) => await refunded(counter, current));
      if (!after) throw noSuch(id);
      return { json: shown(counter, after) };
    }),
  ];
}

/** Section 11: what was paid, is not issued, and has stopped. Irreversible. */
async function refunded({ account, clock }: Counter, current: StoredCertificate): Promise<StoredCertificate> {
  const hasStopped = current.standing === 'failed' || current.standing === 'cancelled';
  if (!hasStopped || current.paid === 0)
    throw refusal('RefusedInThisState', {
      zh: '只有已付款、未签发且已取消或审核失败的订单可以退款',
      en: 'Only what was paid, is not issued, and was cancelled or has failed is refunded',
    });
  await account.change(({ balance }) => ({ balance: balance + current.paid }));
  await account.note('refund', current.id, '退款', clock());
  return { ...current, standing: 'refunded' };
}

function shown({ clock }: Counter, certificate: StoredCertificate) {
  const { brand, type, kind } = productOf(certificate);
  const { id, productId, paid, dealId, order, domainCount, years } = certificate;
  return {
    id,
    ...{ productId, brand, type, kind, domainCount, years, paid, dealId },
    names: namesOf(certificate),
    status: statusOf(certificate, clock()),
    statusMessage: statusMessageOf(certificate, clock()),
    /** What the people of the development CA know it by. */
    reference: order?.reference ?? null,
  };
}

function peopleRoutes({ counter: { account, clock } }: ControlParts): Route[] {
  return [
    controlRoute('GET', 'companies', () => ({ json: { companies: account.now.companies } })),
    controlRoute('POST', 'companies', async (request) => {
      const given = await request.body(COMPANY_SCHEMA);
      if (account.now.companies.length >= MOST_COMPANIES)
        throw refusal('RefusedInThisState', {
          zh: `最多 ${MOST_COMPANIES} 个企业`,
          en: `There are ${MOST_COMPANIES} companies at most`,
        });
      const company = { ...given, id: await account.nextNumber() };
      await account.change(({ companies }) => ({ companies: [...companies, company] }));
      return { json: company };
    }),
    controlRoute('GET', 'managers', () => ({ json: { managers: account.now.managers } })),
    controlRoute('POST', 'managers', async (request) => {
      const given = await request.body(ManagerBody);
      if (!account.now.companies.some(({ id }) => id === given.companyId))
        throw noSuch(String(given.companyId));
      const id = await account.nextNumber();
      const manager: AccountManager = { ...given, id, status: 'none', createdAt: clock().toISOString() };
      await account.change(({ managers }) => ({ managers: [...managers, manager] }));
      return { json: manager };
    }),
    // What the reviewers decide, about one working day after SubmitAuditManager.
    controlRoute('POST', 'managers/:id/verdict', async (request) => {
      const { status } = await request.body(VerdictBody);
      const found = account.now.managers.find(({ id }) => String(id) === request.id);
      if (!found) throw noSuch(request.id);
      const verifiedAt = status === 'ok' ? clock().toISOString() : found.verifiedAt;
      const manager = { ...found, status, ...(verifiedAt !== undefined && { verifiedAt }) };
      await account.change(({ managers }) => ({
        managers: managers.map((other) => (other === found ? manager : other)),
      }));
      return { json: manager };
    }),
  ];
}

/** Section 11. */
const MOST_COMPANIES = 10;

function testerRoutes({ counter: { account }, badDays, calls }: ControlParts): Route[] {
  const dials = () => ({ json: { dials: account.now.dials } });
  const hostile = () => ({ json: { hostile: badDays.current ?? null } });
  return [
    controlRoute('GET', 'calls', () => ({ json: { calls: calls() } })),
    controlRoute('GET', 'dials', dials),
    controlRoute('POST', 'dials', async (request) => {
      const given = await request.body(DialsBody);
      await account.change(({ dials: before }) => ({ dials: DIALS.parse({ ...before, ...given }) }));
      return dials();
    }),
    controlRoute('GET', 'hostile', hostile),
    controlRoute('POST', 'hostile', async (request) => {
      await badDays.set(await request.body(HostilityBody));
      return hostile();
    }),
    controlRoute('DELETE', 'hostile', async () => {
      await badDays.set(undefined);
      return hostile();
    }),
  ];
}

function noSuch(id: string): Refusal {
  return refusal('NotFound', { zh: `没有 ${id}`, en: `There is no ${id}` });
}

function refusal(code: RefusalCode, message: Bilingual): Refusal {
  return new Refusal(refusalDetails(code, { message }));
}
