// Every line of the catalogue is ordered, by everybody it takes, and the steps are those of ordering rules, section 6.
import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CATALOGUE } from '../../../domain/catalogue/rows.js';
import type { CatalogueRow } from '../../../domain/catalogue/row.js';
import type { OrganizationWay } from '../../../domain/catalogue/words.js';
import type { CertificateKind } from '../../../domain/names/kinds.js';
import { createOrderWorld, type OrderWorld } from '../../support/order-world.js';
import { actUntilEnd, companyForm, waitsInHistory } from '../../support/organization-orders.js';
import { dvForm, remoteActivitiesOf } from '../../support/orders.js';

// Mails, people and a few hundred looks: the orders wait side by side.
vi.setConfig({ maxConcurrency: 6, testTimeout: 180_000 });

let world: OrderWorld;
beforeAll(async () => {
  world = await createOrderWorld();
});
afterAll(() => world.stop());

interface Line {
  readonly row: CatalogueRow;
  readonly kind: CertificateKind;
  readonly title: string;
  readonly label: string;
}

const LINES: readonly Line[] = CATALOGUE.flatMap((row) =>
  row.kinds.map((kind) => {
    const title = `${row.brand} ${row.certificateType} ${kind}`;
    return { row, kind, title, label: title.replaceAll(' ', '-') };
  }),
);

const NAMES: Record<CertificateKind, (label: string) => string[]> = {
  single: (label) => [`${label}.example.com`],
  multi: (label) => [`${label}.example.com`, `also-${label}.example.com`],
  wildcard: (label) => [`*.${label}.example.com`],
  'wildcard-multi': (label) => [`*.${label}.example.com`, `*.also-${label}.example.com`],
};

/** What the company's check waits for, in the order of section 6. */
const STEPS: Record<OrganizationWay, readonly string[]> = {
  'two-emails': ['ca-organization', 'subscriber-emails'],
  'public-record': ['ca-organization', 'ca-public-record'],
  'confirmation-letter': ['ca-organization', 'subscriber-letter', 'reviewer-letter'],
  'application-form': [
    'ca-organization',
    'subscriber-application-form',
    'ca-organization',
    'reviewer-application',
  ],
  'phone-and-mailbox': ['ca-organization', 'subscriber-mailbox', 'ca-phone-call'],
};

describe.concurrent('the line', () => {
  it.each(LINES)('$title is issued by its own way', async ({ row, kind, label }) => {
    const { brand, certificateType: type, organizationValidation: way } = row;
    const names = NAMES[kind](label);
    const form =
      way === 'none'
        ? dvForm(names[0] ?? '', { brand, type, names })
        : companyForm({ brand, type }, label, { names });
    if (brand === 'dnspod-sm2') delete form.csr;
    const { orderId } = await world.orders.create({ form });

    const end = await actUntilEnd(world, orderId);

    expect(end).toMatchObject({ state: 'issued', brand, type, names });
    await expectSteps(orderId, way);
    await expectCertificate(orderId, way);
  });
});

/** Public ones: any other is refused. In these worlds each leads to the one web server. */
const ADDRESSES: readonly [CatalogueRow, string][] = CATALOGUE.filter(({ ipAddresses }) => ipAddresses).map(
  (row, index) => [row, `93.184.215.${10 + index}`],
);

describe.concurrent('an IP address', () => {
  it.each(
    ADDRESSES.map(([row, address]) => ({ row, address, title: `${row.brand} ${row.certificateType}` })),
  )(
    'of $title is validated by file and stands in the certificate',
    async ({ row: { brand, certificateType: type }, address }) => {
      const fields = { names: [address], validation: 'auto-file' as const };
      const { orderId } = await world.orders.create({
        form: companyForm({ brand, type }, `address-${brand}-${type}`, fields),
      });
      expect(await actUntilEnd(world, orderId)).toMatchObject({ state: 'issued', names: [address] });
      const { certificatePem } = await world.orders.certificates.download(orderId);
      expect(new X509Certificate(certificatePem).subjectAltName).toContain(`IP Address:${address}`);
    },
  );

  it('is offered by TrustAsia OV, DNSPod OV and EV, DNSPod SM2 OV and EV, and over ACME', () => {
    expect(ADDRESSES.map(([{ brand, certificateType }]) => `${brand} ${certificateType}`)).toEqual([
      'trustasia ov',
      'dnspod ov',
      'dnspod ev',
      'dnspod-sm2 ov',
      'dnspod-sm2 ev',
      'acme dv',
    ]);
  });
});

it('has every line of the catalogue in it', () => {
  expect(LINES).toHaveLength(CATALOGUE.reduce((sum, { kinds }) => sum + kinds.length, 0));
});

async function expectSteps(orderId: string, way: CatalogueRow['organizationValidation']): Promise<void> {
  const { all, organization } = await waitsInHistory(world, orderId);
  if (way === 'none') {
    expect(organization).toEqual([]);
    return;
  }
  expect(organization).toEqual(STEPS[way]);
  expect(all[0]).toBe('ca-placement');
  expect(all.at(-1)).toBe('ca-issuance');
  const activities = await remoteActivitiesOf(world, orderId);
  const domain = activities.indexOf('confirmDomainControl');
  const check = activities.indexOf('lookAtOrganization');
  const lastLook = activities.lastIndexOf('awaitOrganization');
  expect(activities.indexOf('collectCertificate')).toBeGreaterThan(Math.max(domain, lastLook));
  // 6a: after domain validation. 6d: the form before it, the review after it. The others side by side.
  if (way === 'two-emails') expect(check).toBeGreaterThan(domain);
  else expect(check).toBeLessThan(domain);
  if (way === 'application-form') {
    expect(activities.indexOf('handInLetter')).toBeLessThan(activities.indexOf('publishValidations'));
    expect(lastLook).toBeGreaterThan(domain);
  }
}

/** SM2 is judged by its own tests: node can't read such a certificate's key. */
async function expectCertificate(
  orderId: string,
  way: CatalogueRow['organizationValidation'],
): Promise<void> {
  const { certificatePem } = await world.orders.certificates.download(orderId);
  const { subject } = new X509Certificate(certificatePem);
  expect(/^O=/m.test(subject)).toBe(way !== 'none');
}
