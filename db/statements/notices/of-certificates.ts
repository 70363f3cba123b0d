/** What was told of a certificate: each rung of its expiry once. */

export interface AnnouncedOfCertificate {
  /** Rungs: days before expiry. */
  readonly expiringDays: readonly number[];
  readonly expired: boolean;
  readonly placeReleased: boolean;
}

export interface ToldOfCertificate {
  readonly kind: string;
  readonly rung: number;
}

/** SQL: what was told of the certificate whose id `certificate` is, as a list of `ToldOfCertificate`. */
export function toldOfCertificate(certificate: string): string {
  return `
    (select coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'rung', rung)), '[]') from account_notices
      where certificate_id = ${certificate} and kind in ('expiring', 'expired', 'place-released'))`;
}

export function announcedIn(told: readonly ToldOfCertificate[]): AnnouncedOfCertificate {
  return {
    expiringDays: told.filter(({ kind }) => kind === 'expiring').map(({ rung }) => rung),
    expired: told.some(({ kind }) => kind === 'expired'),
    placeReleased: told.some(({ kind }) => kind === 'place-released'),
  };
}
