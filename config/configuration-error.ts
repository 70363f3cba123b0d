/** What a setting that can't be used is told by. */

/** A text that people read, in both languages of the product. */
export interface Told {
  readonly zh: string;
  readonly en: string;
}

/** The process can't start: which variable, what is wrong, what is accepted. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly accepted: string;
  readonly chinese: { readonly message: string; readonly accepted: string };

  /** `accepted` is a plain string where it is values alone, which are the same in every language. */
  constructor(
    readonly variable: string,
    accepted: Told | string,
    message: Told = missing(variable, accepted),
  ) {
    super(message.en);
    const told = inBoth(accepted);
    this.accepted = told.en;
    this.chinese = { message: message.zh, accepted: told.zh };
  }
}

function missing(variable: string, accepted: Told | string): Told {
  const { zh, en } = inBoth(accepted);
  return {
    zh: `${variable} 缺失或无法使用。可接受:${zh}`,
    en: `${variable} is missing or can't be used. Accepted: ${en}`,
  };
}

/** The same text, or the same values, in both languages. */
export function inBoth(text: Told | string): Told {
  return typeof text === 'string' ? { zh: text, en: text } : text;
}
