/** CSRs of any content, rightly signed: what no tool makes, and somebody who means it does. */
import { createSign, generateKeyPairSync } from 'node:crypto';
import {
  BitString,
  Constructed,
  fromBER,
  IA5String,
  Integer,
  ObjectIdentifier,
  OctetString,
  Primitive,
  Sequence,
  Set as Asn1Set,
  Utf8String,
  type AsnType,
} from 'asn1js';
import { pemOf } from '../../domain/certificates/pem.js';

export const EXTENSION_REQUEST = '1.2.840.113549.1.9.14';
const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';

export interface CraftedCsr {
  /** Object identifiers and values; each a relative name of its own. */
  readonly subject?: readonly (readonly [string, string])[];
  readonly attributes?: readonly AsnType[];
}

export function craftedCsr({ subject = [], attributes = [] }: CraftedCsr): string {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const info = new Sequence({
    value: [
      new Integer({ value: 0 }),
      new Sequence({ value: subject.map(([type, value]) => new Asn1Set({ value: [pair(type, value)] })) }),
      parsed(publicKey.export({ type: 'spki', format: 'der' })),
      new Constructed({ idBlock: { tagClass: 3, tagNumber: 0 }, value: [...attributes] }),
    ],
  });
  const signature = createSign('sha256').update(Buffer.from(info.toBER())).sign(privateKey);
  const algorithm = new Sequence({ value: [new ObjectIdentifier({ value: ECDSA_WITH_SHA256 })] });
  const csr = new Sequence({
    value: [info, algorithm, new BitString({ valueHex: new Uint8Array(signature).buffer })],
  });
  return pemOf('CERTIFICATE REQUEST', Buffer.from(csr.toBER()));
}

export function attribute(type: string, ...values: readonly AsnType[]): Sequence {
  return new Sequence({
    value: [new ObjectIdentifier({ value: type }), new Asn1Set({ value: [...values] })],
  });
}

export function textAttribute(type: string, text: string): Sequence {
  return attribute(type, new Utf8String({ value: text }));
}

export function extensions(...each: readonly Sequence[]): Sequence {
  return new Sequence({ value: [...each] });
}

export function extension(id: string, value: AsnType): Sequence {
  return new Sequence({
    value: [new ObjectIdentifier({ value: id }), new OctetString({ valueHex: value.toBER() })],
  });
}

/** A tag (RFC 5280, section 4.2.1.6) and octets; constructed ones hold a value. */
export type GeneralName = readonly [number, string | AsnType];

export function alternativeNames(...names: GeneralName[]): Sequence {
  const value = names.map(([tagNumber, name]) => {
    const idBlock = { tagClass: 3, tagNumber } as const;
    if (typeof name !== 'string') return new Constructed({ idBlock, value: [name] });
    return new Primitive({ idBlock, valueHex: new Uint8Array(Buffer.from(name, 'latin1')).buffer });
  });
  return extension('2.5.29.17', new Sequence({ value }));
}

export function ia5(text: string): IA5String {
  return new IA5String({ value: text });
}

function pair(type: string, value: string): Sequence {
  return new Sequence({ value: [new ObjectIdentifier({ value: type }), new Utf8String({ value })] });
}

function parsed(der: Buffer): AsnType {
  return fromBER(new Uint8Array(der).buffer).result;
}
