/** The reseller's answers as they come over the wire (tencent-ssl-api, section 6.3): what is missing is null, "" or absent. */
import { z } from 'zod';
import { WIRE_CHARACTERS, WIRE_ENTRIES } from '../../../../domain/answer-limits.js';
import { exactText, words } from '../../../wire.js';

/** Undefined where it says nothing. */
const orNothing = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(
    (given) => (given === null || given === '' || given === '--' ? undefined : given),
    schema.optional(),
  );

const listed = <Schema extends z.ZodType>(schema: Schema, most: number) =>
  z.preprocess((given) => given ?? [], z.array(schema).max(most));

const certificateId = z.string().regex(/^[A-Za-z0-9]{1,32}$/);

const WireAuth = z.object({
  DvAuthKey: exactText(WIRE_CHARACTERS.name),
  DvAuthValue: exactText(WIRE_CHARACTERS.fileContent),
  DvAuthDomain: orNothing(z.string().max(WIRE_CHARACTERS.name)),
  DvAuthPath: orNothing(z.string().max(WIRE_CHARACTERS.url)),
  DvAuthSubDomain: orNothing(z.string().max(WIRE_CHARACTERS.name)),
  DvAuthVerifyType: orNothing(z.string().max(WIRE_CHARACTERS.identifier)),
});
export type WireAuth = z.infer<typeof WireAuth>;

const WireTag = z.object({ TagKey: orNothing(z.string()), TagValue: orNothing(z.string()) });

const WireExtra = z.object({
  DomainNumber: orNothing(z.string().max(WIRE_CHARACTERS.identifier)),
  ReplacedBy: orNothing(certificateId),
  ReplacedFor: orNothing(certificateId),
});

export const WireCertificate = z.object({
  CertificateId: orNothing(certificateId),
  Status: z.int().min(0).max(1000),
  StatusName: orNothing(words()),
  StatusMsg: orNothing(words()),
  Alias: orNothing(words()),
  PackageType: orNothing(z.string().max(WIRE_CHARACTERS.identifier)),
  Domain: orNothing(z.string().max(WIRE_CHARACTERS.name)),
  SubjectAltName: listed(z.string().max(WIRE_CHARACTERS.name), WIRE_ENTRIES.validations),
  VerifyType: orNothing(z.string().max(WIRE_CHARACTERS.identifier)),
  CertificateExtra: orNothing(WireExtra),
  DvAuthDetail: orNothing(z.object({ DvAuths: listed(WireAuth, WIRE_ENTRIES.validations) })),
  DvRevokeAuthDetail: listed(WireAuth, WIRE_ENTRIES.validations),
});
export type WireCertificate = z.infer<typeof WireCertificate>;

const WireRow = z.object({
  CertificateId: certificateId,
  Status: z.int().min(0).max(1000),
  Alias: orNothing(words()),
  PackageType: orNothing(z.string().max(WIRE_CHARACTERS.identifier)),
  InsertTime: orNothing(z.string().max(WIRE_CHARACTERS.instant)),
  CertificateExtra: orNothing(WireExtra),
  Tags: listed(WireTag, WIRE_ENTRIES.page),
});
export type WireRow = z.infer<typeof WireRow>;

export const WireCertificates = z.object({
  TotalCount: z.int().min(0),
  Certificates: listed(WireRow, 1000),
});

export const WirePurchase = z.object({ CertificateIds: listed(certificateId, WIRE_ENTRIES.orders) });

export const WireReplaced = z.object({ CertificateId: certificateId });

/** Of answers of which nothing but the success counts. */
export const WireDone = z.object({});

export const WireLetterTaken = z.object({ IsSuccess: z.boolean() });

export const WireChecks = z.object({
  VerificationResults: listed(
    z.object({
      Domain: orNothing(z.string().max(WIRE_CHARACTERS.name)),
      LocalCheck: orNothing(z.int()),
      CaCheck: orNothing(z.int()),
      LocalCheckFailReason: orNothing(words()),
      Issued: orNothing(z.boolean()),
    }),
    WIRE_ENTRIES.validations,
  ),
});
export type WireChecks = z.infer<typeof WireChecks>;

const pem = () => exactText(WIRE_CHARACTERS.pem);

export const WireDetail = z.object({
  CertificateId: orNothing(certificateId),
  Status: z.int().min(0).max(1000),
  CertificatePublicKey: orNothing(pem()),
  EncryptCert: orNothing(pem()),
  EncryptPrivateKey: orNothing(pem()),
  RootCert: orNothing(
    z.object({ Sign: orNothing(pem()), Encrypt: orNothing(pem()), Standard: orNothing(pem()) }),
  ),
});
export type WireDetail = z.infer<typeof WireDetail>;
