/** Passwords as they are kept: argon2id, loaded by whoever has one to do with. */
import { hashedPassword } from '../../domain/accounts/passwords.js';

/** OWASP, Password Storage Cheat Sheet: argon2id with 19 MiB and two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** A PHC string, with a salt of its own. */
export async function hashPassword(password: string): Promise<string> {
  const { hash } = await import('@node-rs/argon2');
  return await hash(hashedPassword(password), COST);
}

/**
 * Takes as long where there is no hash: then it is one of nobody that is looked at, and the answer is no. A hash that can't be read is
 * none.
 */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const { verify } = await import('@node-rs/argon2');
  const known = hash ?? (await hashOfNobody());
  const isRight = await verify(known, hashedPassword(password)).catch(() => false);
  return isRight && hash !== null;
}

/** Made with less than is asked today: to be made anew while the password is at hand. */
export async function isOutdated(hash: string): Promise<boolean> {
  const { parseOptions } = await import('@node-rs/argon2');
  const { memoryCost, timeCost } = parseOptions(hash);
  return memoryCost < COST.memoryCost || timeCost < COST.timeCost;
}

let ofNobody: Promise<string> | undefined;

function hashOfNobody(): Promise<string> {
  ofNobody ??= hashPassword('a password that nobody has');
  return ofNobody;
}
