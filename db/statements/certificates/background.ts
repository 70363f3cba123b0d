/** What a certificate's page needs beside its record: its root, its notices' switch, its product, and whether its key is here. */
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { Queryable } from '../../database.js';

export interface CertificateBackground {
  /** PEM; null where the CA gave none with it. */
  readonly rootPem: string | null;
  readonly expiryNotices: boolean;
  /** Both null where it was bought elsewhere. */
  readonly brand: Brand | null;
  readonly certificateType: CertificateType | null;
  readonly hasKey: boolean;
  readonly passwordProtected: boolean;
}

/** One account sees its own; undefined where there is none of this id. */
export async function readBackground(
  database: Queryable,
  account: string,
  certificateId: string,
): Promise<CertificateBackground | undefined> {
  const { rows } = await database.query<CertificateBackground>(
    `select certificates.root_pem as "rootPem", certificates.expiry_notices as "expiryNotices", orders.brand,
            orders.certificate_type as "certificateType",
            case when ordered.order_id is not null
                 then ordered.sealed_private_key is not null and ordered.written_off_at is null
                 else own.sealed_private_key is not null and own.written_off_at is null end as "hasKey",
            coalesce(ordered.password_protected, false) as "passwordProtected"
       from certificates
       left join orders on orders.order_id = certificates.order_id
       left join order_keys ordered on ordered.order_id = certificates.order_id
       left join certificate_keys own on own.certificate_id = certificates.certificate_id
      where certificates.account = $1 and certificates.certificate_id = $2`,
    [account, certificateId],
  );
  return rows[0];
}
