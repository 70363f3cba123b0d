/** In which language a caller is answered. */
import { LANGUAGES, type Language } from '../domain/bilingual.js';

/** Longer headers are no list of languages. */
const LONGEST = 500;

/** The language that an `Accept-Language` likes best (RFC 9110, section 12.5.4); English where it names neither of ours. */
export function languageAsked(header: string | undefined): Language {
  if (header === undefined || header.length > LONGEST) return 'en';
  const [best] = header
    .split(',')
    .map(weighed)
    .filter(({ language, weight }) => language !== undefined && weight > 0)
    .sort((one, other) => other.weight - one.weight);
  return best?.language ?? 'en';
}

function weighed(part: string): { readonly language: Language | undefined; readonly weight: number } {
  const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
  const given = parameters.map((parameter) => /^\s*q=([0-9.]{1,5})\s*$/.exec(parameter)?.[1]).find(Boolean);
  const weight = given === undefined ? 1 : Number(given);
  const language = LANGUAGES.find((known) => range === known || range.startsWith(`${known}-`));
  return { language, weight: Number.isNaN(weight) ? 0 : weight };
}
