/** Amounts, which the API tells in a currency's smallest unit. */
import { useCallback } from 'react';
import { usePreferences } from '../preferences/preferences.js';
import { tagOf } from './texts.js';

export function useMoney(): (amount: number, currency: string) => string {
  const { language } = usePreferences();
  return useCallback(
    (amount, currency) => {
      const format = new Intl.NumberFormat(tagOf(language), { style: 'currency', currency });
      const { maximumFractionDigits = 2 } = format.resolvedOptions();
      return format.format(amount / 10 ** maximumFractionDigits);
    },
    [language],
  );
}
