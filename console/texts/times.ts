/** Instants as people read them: in their own zone and language. */
import { useMemo } from 'react';
import { usePreferences } from '../preferences/preferences.js';
import { tagOf } from './texts.js';

export interface Times {
  /** `2026年12月1日`, `1 Dec 2026`. */
  date(instant: string): string;
  dateTime(instant: string): string;
  /** `in 3 days`, `2 小时前`. */
  fromNow(instant: string, now?: number): string;
  /** `3 days`, `2 小时`: the largest whole unit. */
  lasting(seconds: number): string;
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

export function useTimes(): Times {
  const { language } = usePreferences();
  return useMemo(() => timesIn(tagOf(language)), [language]);
}

function timesIn(tag: string): Times {
  const dates = new Intl.DateTimeFormat(tag, { dateStyle: 'medium' });
  const dateTimes = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short' });
  const relative = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  return {
    date: (instant) => dates.format(new Date(instant)),
    dateTime: (instant) => dateTimes.format(new Date(instant)),
    fromNow(instant, now = Date.now()) {
      const seconds = (Date.parse(instant) - now) / 1_000;
      const [unit, size] = unitOf(Math.abs(seconds));
      return relative.format(Math.trunc(seconds / size), unit);
    },
    lasting(seconds) {
      const [unit, size] = unitOf(seconds);
      const count = Math.max(1, Math.round(seconds / size));
      return new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
    },
  };
}

function unitOf(seconds: number): (typeof UNITS)[number] {
  return UNITS.find(([, size]) => seconds >= size) ?? UNITS[3];
}

/** Whole days until then, rounded down; negative once it is over. */
export function daysUntil(instant: string, now = Date.now()): number {
  return Math.floor((Date.parse(instant) - now) / 86_400_000);
}
