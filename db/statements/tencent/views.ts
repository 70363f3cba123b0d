/** A certificate as the reseller's API sees it, with all that it tells of one: an order and what came of it, or one from elsewhere. */
import type {
  Brand,
  CertificateType,
  OrderPurpose,
  OrganizationWay,
  ValidationMethod,
} from '../../../domain/catalogue/words.js';
import type { CertificateKind } from '../../../domain/names/kinds.js';
import type { Tag } from '../../../domain/orders/labels.js';
import type { OrderState } from '../../../domain/orders/states.js';
import type { OrderTrack } from '../../../domain/orders/tracks.js';
import type { RevocationProof } from '../../../domain/revocation/words.js';
import type { TencentInformation } from '../../../domain/tencent/information.js';
import type { Wait } from '../../../domain/waits.js';
import { chineseIn } from '../reasons.js';

/** Instants: ISO 8601, UTC. What only orders have is null of a certificate from elsewhere. */
export interface TencentRecord {
  /** The order that gave it its id, or the certificate from elsewhere. */
  readonly rootId: string;
  readonly createdAt: string;
  /** The order of today. */
  readonly orderId: string | null;
  readonly certificateId: string | null;
  readonly state: OrderState | null;
  readonly brand: Brand | null;
  readonly type: CertificateType | null;
  readonly kind: CertificateKind | null;
  readonly purpose: OrderPurpose | null;
  /** As ordered; of the certificate once there is one. */
  readonly names: readonly string[];
  readonly validationMethod: ValidationMethod | null;
  readonly waitingOn: Wait | null;
  readonly tracks: readonly OrderTrack[] | null;
  readonly deadline: string | null;
  readonly reason: string | null;
  readonly reasonChinese: string | null;
  readonly way: OrganizationWay | null;
  readonly planYears: number | null;
  readonly autoRenew: boolean;
  /** Of a key that was made here; null of a pasted CSR's. */
  readonly keyAlgorithm: string | null;
  readonly keyHasPassword: boolean;
  readonly hasLetter: boolean;
  readonly companyIsChecked: boolean;
  readonly validatedAt: string | null;
  readonly alias: string | null;
  readonly tags: readonly Tag[];
  readonly project: string | null;
  readonly issuer: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly revokedAt: string | null;
  readonly expiryNotices: boolean;
  readonly revocation: { readonly proof: RevocationProof; readonly waitingOn: Wait | null } | null;
  /** The order whose certificate this one's follows, by its root, and why. */
  readonly follows: string | null;
  /** The orders that follow it, newest first, by their roots. */
  readonly followedBy: readonly { readonly rootId: string; readonly purpose: OrderPurpose }[];
  /** Null where no request of the API had to do with it. */
  readonly bought: {
    readonly productId: number | null;
    readonly domainCount: number;
    readonly years: number;
    readonly information: TencentInformation;
    readonly hasKeyPassword: boolean;
    readonly submittedAt: string | null;
    readonly renews: string | null;
  } | null;
  readonly cancelAskedAt: string | null;
}

const instant = (at: string) => `to_char(${at} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
/** The certificate of an order by the id that the API gives it. */
const rootOf = (orderId: string) =>
  `coalesce((select t.root_order_id from tencent_certificates t where t.order_id = ${orderId}), ${orderId})`;

/**
 * SQL of the account's certificates. `whose`: the account's parameter. What was deleted is none of them; an order that took another
 * one's place is told as that one.
 */
export function certificatesOf(whose: string): string {
  return `
    select o.order_id as root_id, coalesce(t.order_id, o.order_id) as order_id, null::text as own_id, o.created_at
      from orders o left join tencent_certificates t on t.root_order_id = o.order_id
     where o.account = ${whose} and (o.started_at is not null or o.progress_sequence > 0) and t.removed_at is null
       and not exists (select from tencent_certificates placed
                        where placed.order_id = o.order_id and placed.root_order_id <> o.order_id)
    union all
    select c.certificate_id, null, c.certificate_id, c.created_at
      from certificates c where c.account = ${whose} and c.source = 'uploaded'`;
}

/** What stands beside each row `listed` of `certificatesOf`. */
export const BESIDE = `
  left join orders o on o.order_id = listed.order_id
  left join certificates c on c.certificate_id = coalesce(listed.own_id, o.certificate_id)
  left join tencent_certificates t on t.root_order_id = listed.root_id`;

/** Is a letter with us or the CA, or taken; was the company found to be what it says: of the order `o`. */
export const HAS_LETTER = `exists (
    select from letters where letters.order_id = o.order_id and letters.status in ('stored', 'handed-in', 'accepted'))`;
export const COMPANY_IS_CHECKED = `exists (
    select from organization_checks checked where checked.order_id = o.order_id and checked.status = 'valid')`;
/** Of the certificate `c`. */
export const LIVING_REVOCATION = `(
    select jsonb_build_object('proof', r.proof, 'waitingOn', r.waiting_on)
      from revocations r where r.certificate_id = c.certificate_id and r.ended_at is null)`;

/** Columns of one row, as `TencentRecord` names them. */
export const TENCENT_COLUMNS = `
  listed.root_id as "rootId", ${instant('listed.created_at')} as "createdAt", listed.order_id as "orderId",
  c.certificate_id as "certificateId", o.state, o.brand, o.certificate_type as type, o.kind, o.purpose,
  coalesce(c.names, o.names) as names, o.validation_method as "validationMethod", o.waiting_on as "waitingOn", o.tracks,
  ${instant('o.deadline')} as deadline, o.reason, ${chineseIn('o.reason', 'o.reason_words')} as "reasonChinese",
  o.terms -> 'organization' ->> 'way' as way, (o.form ->> 'planYears')::integer as "planYears",
  coalesce((select p.auto_renew from plans p where p.plan_id = c.plan_id), (o.form ->> 'autoRenew')::boolean, false)
    as "autoRenew",
  o.form -> 'csr' ->> 'algorithm' as "keyAlgorithm", coalesce((o.terms ->> 'keyHasPassword')::boolean, false)
    as "keyHasPassword",
  ${HAS_LETTER} as "hasLetter", ${COMPANY_IS_CHECKED} as "companyIsChecked",
  (select ${instant('max(v.validated_at)')} from domain_validations v where v.order_id = o.order_id) as "validatedAt",
  case when c.certificate_id is null then o.alias else c.alias end as alias,
  case when c.certificate_id is null then o.tags else c.tags end as tags,
  case when c.certificate_id is null then o.project else c.project end as project,
  c.issuer, ${instant('c.not_before')} as "notBefore", ${instant('c.not_after')} as "notAfter",
  ${instant('c.revoked_at')} as "revokedAt", coalesce(c.expiry_notices, true) as "expiryNotices",
  ${LIVING_REVOCATION} as revocation,
  (select coalesce(${rootOf('before.order_id')}, before.certificate_id)
     from certificates before where before.certificate_id = o.predecessor_certificate_id) as follows,
  coalesce((
    select jsonb_agg(jsonb_build_object('rootId', ${rootOf('later.order_id')}, 'purpose', later.purpose)
                     order by later.created_at desc)
      from orders later
     where later.predecessor_certificate_id = c.certificate_id and later.state not in ('cancelled', 'rejected', 'expired')),
    '[]') as "followedBy",
  case when t.root_order_id is null then null else jsonb_build_object(
    'productId', t.product_id, 'domainCount', t.domain_count, 'years', t.years, 'information', t.information,
    'hasKeyPassword', t.sealed_key_password is not null, 'submittedAt', ${instant('t.submitted_at')}, 'renews', t.renews)
    end as bought,
  ${instant('t.cancel_asked_at')} as "cancelAskedAt"`;
