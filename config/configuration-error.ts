/** What a setting that can't be used is told by. */

/** The process can't start: which variable, what is wrong, what is accepted. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';

  constructor(
    readonly variable: string,
    readonly accepted: string,
    message = `${variable} is missing or can't be used. Accepted: ${accepted}`,
  ) {
    super(message);
  }
}
