/** Orders that name a company, at the development CA of a test: handed in through the adapter, decided at the CA's desks. */
import { expect } from 'vitest';
import type {
  CaOrder,
  CaOrderRequest,
  CaOrganizationRequest,
  CaOrganizationStep,
} from '../../../activities/ca/certificate-authority.js';
import { catalogueRow } from '../../../domain/catalogue/products.js';
import { kindOf } from '../../../domain/names/kinds.js';
import type { Brand, CertificateType } from '../../../domain/catalogue/words.js';
import type { OrganizationStep } from '../../../domain/organization/ways.js';
import { newSm2CryptoKeys, SM2_SIGNING } from '../../../domain/sm2/crypto.js';
import { Pkcs10CertificateRequestGenerator } from '../../../domain/certificates/x509-engine.js';
import { type CaWorld, orderRequest } from './ca-world.js';

export const DAY_MS = 86_400_000;

export const COMPANY: CaOrganizationRequest['company'] = {
  fullName: '示例科技有限公司',
  country: 'CN',
  province: '广东省',
  city: '深圳市',
  address: '示例路 1 号',
  landline: { areaCode: '0755', number: '12345678' },
};

export const PERSON: CaOrganizationRequest['contact'] = {
  name: '张三',
  department: 'IT',
  position: 'engineer',
  phone: '+86 13800000000',
  email: 'contact@example-shop.com',
};

export const CHANNEL = { by: 'phone', number: '0755 12345678', source: 'baidu-map' } as const;

/** What differs from an order for COMPANY by PERSON, reached by CHANNEL where the brand asks for one. */
export interface Differing extends Omit<Partial<CaOrderRequest>, 'organization'> {
  readonly organization?: Partial<CaOrganizationRequest>;
}

/** An order that the CA has taken. */
export class PlacedOrder {
  constructor(
    private readonly world: CaWorld,
    readonly request: CaOrderRequest,
    readonly placed: CaOrder,
  ) {}

  get caReference(): string {
    return this.placed.caReference;
  }

  now(): Promise<CaOrder> {
    return this.world.adapter.orderStatus(this.caReference);
  }

  /** Shows what is asked for at this moment, and has the CA look. */
  async proveNames(): Promise<CaOrder> {
    await this.world.publish((await this.now()).validations);
    return this.world.adapter.requestValidation(this.caReference);
  }

  pass(step: OrganizationStep): Promise<unknown> {
    return this.decide('pass', { step });
  }

  sendBack(step: OrganizationStep, reason: string): Promise<unknown> {
    return this.decide('return', { step, reason });
  }

  reject(reason: string): Promise<unknown> {
    return this.decide('reject', { reason });
  }

  phone(): Promise<unknown> {
    return this.decide('phone-call', {});
  }

  upload(content: Uint8Array): Promise<void> {
    return this.world.adapter.uploadLetter(this.caReference, { contentType: 'text/plain', content });
  }

  async becomes(status: CaOrder['status']): Promise<CaOrder> {
    await expect.poll(async () => (await this.now()).status, { timeout: 15_000 }).toBe(status);
    return this.now();
  }

  /** `step: status` of each, in the CA's order. */
  async steps(): Promise<string[]> {
    return stepsOf(await this.now());
  }

  async step(wanted: OrganizationStep): Promise<CaOrganizationStep | undefined> {
    return (await this.now()).organization?.steps.find(({ step }) => step === wanted);
  }

  /** Rejects with the CA's words where the desk refuses. */
  private async decide(decision: string, body: unknown): Promise<unknown> {
    const path = `/organization/${this.request.reference}/${decision}`;
    const answer = (await this.world.control('POST', path, body)) as { error?: { message: string } };
    if (answer.error) throw new Error(answer.error.message);
    return answer;
  }
}

export function stepsOf({ organization }: CaOrder): string[] {
  return (organization?.steps ?? []).map(({ step, status }) => `${step}: ${status}`);
}

export async function place(
  world: CaWorld,
  brand: Brand,
  certificateType: CertificateType,
  { organization, ...differing }: Differing = {},
): Promise<PlacedOrder> {
  const csr = brand === 'dnspod-sm2' ? { csrPem: await makeSm2Csr() } : {};
  const given = await orderRequest({ brand, certificateType, ...csr, ...differing });
  // An account of its own unless given: what earlier orders have proven is not its.
  const plain = { ...given, accountReference: differing.accountReference ?? given.reference };
  const { organizationValidation: way } = catalogueRow(brand, certificateType, kindOf(plain.names));
  const named = way === 'none' ? {} : { organization: { ...organizationFor(way), ...organization } };
  const request = { ...plain, ...named };
  return new PlacedOrder(world, request, await world.adapter.placeOrder(request));
}

function organizationFor(way: CaOrganizationRequest['way']): CaOrganizationRequest {
  const channel = way === 'public-record' ? { channel: CHANNEL } : {};
  return { way, company: COMPANY, manager: PERSON, contact: PERSON, ...channel };
}

async function makeSm2Csr(): Promise<string> {
  const csr = await Pkcs10CertificateRequestGenerator.create({
    name: 'CN=whatever.example.com',
    keys: newSm2CryptoKeys(),
    signingAlgorithm: SM2_SIGNING,
  });
  return csr.toString('pem');
}
