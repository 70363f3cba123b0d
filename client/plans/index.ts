/** What was bought, as a series: a plan's certificates in order, what comes next, and when it ends. */
import { switchAutoRenew } from '../../db/statements/plans/row.js';
import { windowOf } from '../../db/statements/plans/renewal-windows.js';
import { readStanding, stepOf, type PlanStanding } from '../../db/statements/plans/standing.js';
import {
  certificatesOfPlan,
  listPlans,
  readPlan,
  type PlanCertificateRecord,
  type PlanSummaryRecord,
} from '../../db/statements/plans/views.js';
import type { CertificateState } from '../../domain/certificates/words.js';
import type { LifecycleStep } from '../../domain/plans/facts.js';
import { plannedCertificates } from '../../domain/plans/reissue-schedule.js';
import { certificateStateAt } from '../../domain/certificates/state.js';
import { stepInWords } from '../../domain/plans/lifecycle-words.js';
import type { OrderPurpose } from '../../domain/catalogue/words.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { isIdentifier, shownId } from '../../domain/identifiers.js';
import { Refusal, refusalDetails } from '../../domain/refusals.js';
import { recorded } from '../accounts/recorded.js';
import { askingPerson, handsOf } from '../approvals/person.js';
import type { ClientContext } from '../context.js';
import { pageFrom, placeOf, type ListPage, type PageRequest } from '../pages.js';
import { neitherOnNorOff } from '../refusing.js';
import { limitOf } from '../orders/reading.js';
import { temporalNotReachable } from '../unavailable.js';
import { watchPlan } from './lifecycle-start.js';

export type PlanSummary = PlanSummaryRecord;

export interface PlanView extends PlanSummary {
  /** Oldest first. */
  readonly issued: readonly PlanCertificateView[];
  /** An order for the next certificate, or for what takes its place, that is under way. */
  readonly orderUnderWay: string | null;
  /** The certificates that will follow the one of today, if each is issued when it is scheduled; none where it can't be foreseen. */
  readonly planned: readonly PlannedCertificateView[];
  /** As the plan's lifecycle would decide now. */
  readonly nextStep: LifecycleStep;
  readonly nextStepInWords: Bilingual;
  /** When the CA wants the certificate of today replaced; null where it names no such time. */
  readonly renewalWindow: RenewalWindowView | null;
}

export interface RenewalWindowView {
  /** ISO 8601, UTC. */
  readonly start: string;
  readonly end: string;
  /** A page of the CA's that tells why. */
  readonly explanationUrl: string | null;
}

export interface PlannedCertificateView {
  /** Which of the plan's certificates. */
  readonly number: number;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Somebody will be asked for something. */
  readonly needsPeople: boolean;
}

export interface PlanCertificateView {
  readonly certificateId: string;
  readonly orderId: string | null;
  /** Why its order was placed; null for a certificate from elsewhere. */
  readonly purpose: OrderPurpose | null;
  readonly state: CertificateState;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly replacedBy: string | null;
}

/** The account's plans. */
export class Plans {
  readonly #context: ClientContext;

  constructor(context: ClientContext) {
    this.#context = context;
  }

  /** The one that ends first comes first; 100 unless told otherwise. */
  async list({ limit }: Omit<PageRequest, 'after'> = {}): Promise<PlanSummary[]> {
    return (await this.page(limit === undefined ? {} : { limit })).items;
  }

  /** The same, page by page: `after` is the `next` of the page before. */
  async page({ limit, after }: PageRequest = {}): Promise<ListPage<PlanSummary>> {
    const { database, account } = this.#context;
    const named = { list: 'plans', account, filter: {} } as const;
    const place = placeOf(named, after);
    const wanted = { limit: limitOf(limit), ...(place && { after: place }) };
    return pageFrom(named, await listPlans(database, account, wanted), (record) => record);
  }

  /** By the plan's id (the order that bought it), or by a certificate or an order of it. Throws Refusal `NotFound`. */
  async show(id: string): Promise<PlanView> {
    const { database, clock, account, takesPayments } = this.#context;
    const plan = await this.#own(id);
    const now = clock();
    const [certificates, standing] = await Promise.all([
      certificatesOfPlan(database, account, plan.planId),
      readStanding(database, plan.planId, { takesPayments }),
    ]);
    const nextStep = stepOf(standing, now);
    return {
      ...plan,
      issued: certificates.map((certificate) => certificateView(certificate, now)),
      orderUnderWay: standing?.orderUnderWay ?? null,
      planned: plannedOf(standing, now),
      nextStep,
      nextStepInWords: stepInWords(nextStep),
      renewalWindow: windowView(standing),
    };
  }

  /**
   * Whether another plan is bought by itself when this one ends. Throws Refusal: `NotFound`; `RefusedInThisState` for a plan
   * that is never followed by another one. Unavailable where its lifecycle can't be told: asked again, it is.
   */
  async setAutoRenew(id: string, on: boolean): Promise<PlanView> {
    const details = on ? { on: true } : { on: false };
    return await recorded(
      this.#context,
      { operation: 'plan.set-auto-renew', subject: id, details },
      async () => {
        const { database, account } = this.#context;
        const { planId, kind } = await this.#own(id);
        if (typeof on !== 'boolean') throw neitherOnNorOff();
        if (on && kind !== 'series') throw neverRenewed();
        const by = handsOf(await askingPerson(this.#context, database));
        await switchAutoRenew(database, account, planId, { on, by });
        if (!(await watchPlan(this.#context, planId))) throw temporalNotReachable();
        return await this.show(planId);
      },
    );
  }

  async #own(id: string): Promise<PlanSummaryRecord> {
    const { database, account } = this.#context;
    const plan = isIdentifier(id) ? await readPlan(database, account, id) : undefined;
    if (!plan) throw unknownPlan(id);
    return plan;
  }
}

/** As the forecast plays a plan forward: what is revoked, over, or has one certificate alone is followed by none. */
function plannedOf(standing: PlanStanding | undefined, now: number): PlannedCertificateView[] {
  const { kind, current, reissue: facts, endsAt, issued = 0 } = standing?.facts ?? {};
  if (kind !== 'series' || !facts || !current || current.revokedAt !== undefined) return [];
  if (endsAt === undefined || endsAt <= now) return [];
  const played = { facts, endsAt, current: { ...current, number: issued } };
  const [, ...planned] = plannedCertificates(played, now);
  return planned.map(({ number, notBefore, notAfter, needsPeople }) => ({
    number,
    notBefore: new Date(notBefore).toISOString(),
    notAfter: new Date(notAfter).toISOString(),
    needsPeople,
  }));
}

/** What is said of a certificate that is replaced or revoked counts no more. */
function windowView(standing: PlanStanding | undefined): RenewalWindowView | null {
  const newest = standing?.plan.newest;
  const window = newest && windowOf(newest);
  const current = standing?.facts.current;
  if (!window || !current || current.revokedAt !== undefined) return null;
  return { ...window, explanationUrl: newest.windowExplanationUrl };
}

function certificateView(certificate: PlanCertificateRecord, now: number): PlanCertificateView {
  const { certificateId, orderId, purpose, notBefore, notAfter, revokedAt, replacedBy, replacedAt } =
    certificate;
  const dates = {
    notBefore: notBefore.getTime(),
    notAfter: notAfter.getTime(),
    revokedAt: revokedAt?.getTime(),
    replacedBy: replacedBy ?? undefined,
    replacedAt: replacedAt?.getTime(),
  };
  return {
    certificateId,
    orderId,
    purpose,
    state: certificateStateAt(dates, now),
    notBefore: notBefore.toISOString(),
    notAfter: notAfter.toISOString(),
    replacedBy,
  };
}

function neverRenewed(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      field: 'on',
      message: {
        zh: '此方案只有一张证书,不能自动续费:免费证书需重新申请,上传的证书需在原处续费',
        en: 'This plan has one certificate and is never renewed by itself: a free one is ordered again, one from elsewhere is renewed there',
      },
      accepted: { zh: '在此购买的付费产品的方案', en: 'a plan of a paid product that was bought here' },
    }),
  );
}

function unknownPlan(id: string): Refusal {
  return new Refusal(
    refusalDetails('NotFound', {
      field: 'planId',
      message: { zh: `没有方案 ${shownId(id)}`, en: `There is no plan ${shownId(id)}` },
      accepted: {
        zh: '方案的编号,或其中证书、已签发订单的编号:`sealflow plan list`',
        en: 'the id of a plan, or of a certificate or an issued order of it: `sealflow plan list`',
      },
    }),
  );
}
