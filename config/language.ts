/** In which language a program speaks to whoever started it. */
import type { Environment } from './environment.js';

/** The one that was asked for, else the locale's; English where that is neither. */
export function languageOf(environment: Environment, chosen?: string): 'zh' | 'en' {
  if (chosen === 'zh' || chosen === 'en') return chosen;
  const locale = environment.LC_ALL ?? environment.LC_MESSAGES ?? environment.LANG ?? '';
  return locale.startsWith('zh') ? 'zh' : 'en';
}
