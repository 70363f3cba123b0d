/** An order that moves to the second CA of its route, on record in its terms. */
import type { CertificateType } from '../../../domain/catalogue/words.js';
import type { Queryable } from '../../database.js';

/** A company is checked by the CA that began. */
const MOVABLE: readonly CertificateType[] = ['dv', 'dv-free'];

/**
 * True where it has moved by this call: a DV order without a price, that no CA has told a reference of yet. It has no fallback
 * any more then, so that it moves once.
 */
export async function moveToFallback(database: Queryable, orderId: string): Promise<boolean> {
  const { rowCount } = await database.query(
    `update orders
        set terms = jsonb_set(terms, '{connections}', ((terms -> 'connections') - 'fallback'::text) || jsonb_build_object(
              'ca', terms -> 'connections' -> 'fallback', 'movedFrom', terms -> 'connections' -> 'ca'))
      where order_id = $1 and terms -> 'connections' ? 'fallback' and not terms ? 'price'
        and certificate_type = any ($2) and ca_reference is null`,
    [orderId, MOVABLE],
  );
  return rowCount > 0;
}
