/** Private keys at rest: sealed for the database, opened for their owner's download. */
import { createPrivateKey } from 'node:crypto';
import type { Bilingual } from '../domain/bilingual.js';
import { Refusal, refusalDetails } from '../domain/refusals.js';
import { open, seal, type MasterKey, type SealedValue } from './sealed-values.js';
import type { StoredKey } from './statements/certificates/keys.js';

/** Takes DER: PKCS#8, or EncryptedPrivateKeyInfo where a key password protects it. */
export function sealPrivateKey(
  der: Uint8Array,
  orderId: string,
  masterKeys: readonly MasterKey[],
): SealedValue {
  return seal(der, { purpose: 'private-key', rowId: orderId }, masterKeys);
}

/**
 * The key as PEM: `PRIVATE KEY`, or `ENCRYPTED PRIVATE KEY` where a key password protects it and none is given. Throws
 * Refusal when the CSR was pasted or the key given up (RefusedInThisState) or the password is wrong (InvalidInput, field `keyPassword`), and
 * SealedValueError when the master key is not configured.
 */
export function openPrivateKey(
  key: StoredKey,
  masterKeys: readonly MasterKey[],
  keyPassword?: string,
): string {
  if (!key.sealedPrivateKey) throw key.writtenOffAt ? keyIsLost(key.writtenOffAt) : keyIsElsewhere();
  const der = open(key.sealedPrivateKey, { purpose: 'private-key', rowId: key.orderId }, masterKeys);
  try {
    if (!key.passwordProtected) return pemOf('PRIVATE KEY', der);
    return keyPassword === undefined ? pemOf('ENCRYPTED PRIVATE KEY', der) : decrypted(der, keyPassword);
  } finally {
    der.fill(0);
  }
}

/**
 * The key as DER of PKCS#8, for use on the spot: fill it with zeros after. Undefined where it is not here, or a key
 * password protects it. Throws SealedValueError when the master key is not configured.
 */
export function openUnprotectedKey(key: StoredKey, masterKeys: readonly MasterKey[]): Buffer | undefined {
  if (!key.sealedPrivateKey || key.passwordProtected) return undefined;
  return open(key.sealedPrivateKey, { purpose: 'private-key', rowId: key.orderId }, masterKeys);
}

/**
 * A key with its CSR, for another order that keeps them. What a key password protects stays encrypted: nobody here can read
 * it. Throws SealedValueError when the master key is not configured.
 */
export function keptKey(key: StoredKey, orderId: string, masterKeys: readonly MasterKey[]): StoredKey {
  if (!key.sealedPrivateKey) return { ...key, orderId };
  const der = open(key.sealedPrivateKey, { purpose: 'private-key', rowId: key.orderId }, masterKeys);
  try {
    return { ...key, orderId, sealedPrivateKey: sealPrivateKey(der, orderId, masterKeys) };
  } finally {
    der.fill(0);
  }
}

function decrypted(der: Buffer, passphrase: string): string {
  try {
    const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8', passphrase });
    return key.export({ type: 'pkcs8', format: 'pem' }) as string;
  } catch {
    throw new Refusal(
      refusalDetails('InvalidInput', {
        field: 'keyPassword',
        message: {
          zh: '私钥密码(keyPassword)错误。私钥密码无法找回,也无法修改',
          en: 'The key password is wrong. It can’t be recovered or changed',
        },
        accepted: {
          zh: '下单时设置的私钥密码',
          en: 'the key password that was given with the order',
        },
      }),
    );
  }
}

function keyIsElsewhere(): Refusal {
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: '此订单的 CSR 是粘贴的,私钥从未在这里:它在生成 CSR 的地方',
        en: 'The CSR of this order was pasted, so its private key was never here: it is where the CSR was made',
      },
      accepted: WITHOUT_KEY,
    }),
  );
}

function keyIsLost(writtenOffAt: Date): Refusal {
  const day = writtenOffAt.toISOString().slice(0, 10);
  return new Refusal(
    refusalDetails('RefusedInThisState', {
      message: {
        zh: `私钥已随主密钥丢失,并于 ${day} 放弃:请用另一密钥重新签发证书`,
        en: `The private key was lost with its master key, and given up on ${day}: have the certificate issued anew with another key`,
      },
      accepted: WITHOUT_KEY,
    }),
  );
}

const WITHOUT_KEY: Bilingual = {
  zh: '不含私钥的下载',
  en: 'a download without the private key',
};

export function pemOf(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
