/** An error that a caller of the reseller's wire sees, under a code of theirs. */

/** `message` is told as it is: no secrets in it, nothing of another account. */
export class TencentError extends Error {
  override readonly name = 'TencentError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
