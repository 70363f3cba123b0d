/** A proof that a CA asks for, and how several of them are given: at the same time, or one after the other. */
import { CancellationScope } from '@temporalio/workflow';
import type { Bilingual } from '../../domain/bilingual.js';

export type Proof =
  { readonly outcome: 'valid' } | { readonly outcome: 'expired'; readonly reason: Bilingual };

/** Proofs at the same time. The first that can't be given ends the others. */
export async function sideBySide(...proofs: (() => Promise<Proof>)[]): Promise<Proof> {
  const scope = new CancellationScope();
  const running: Promise<Proof>[] = [];
  try {
    return await scope.run(async () => {
      running.push(...proofs.map((prove) => prove()));
      return await firstFailureOrAllValid(running);
    });
  } finally {
    // Does nothing where all are done. What was stopped is waited for: no step of it may still be under way afterwards.
    scope.cancel();
    await Promise.allSettled(running);
  }
}

/** One after the other, as long as each can be given. */
export async function inTurn(...proofs: (() => Promise<Proof>)[]): Promise<Proof> {
  for (const prove of proofs) {
    const proof = await prove();
    if (proof.outcome !== 'valid') return proof;
  }
  return { outcome: 'valid' };
}

async function firstFailureOrAllValid(running: readonly Promise<Proof>[]): Promise<Proof> {
  const allValid = Promise.all(running).then((): Proof => ({ outcome: 'valid' }));
  const failures = running.map(
    (proof) =>
      new Promise<Proof>((resolve) => {
        proof.then(
          (given) => {
            if (given.outcome !== 'valid') resolve(given);
          },
          // Told by `allValid`.
          () => undefined,
        );
      }),
  );
  return await Promise.race([...failures, allValid]);
}
