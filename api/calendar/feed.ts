/** A calendar as a file that programs of people read again and again, under an address that is its only key. */
import type {} from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { CalendarView } from '../../client/plans/calendar/entries.js';
import { FEED_REFRESH } from '../../domain/accounts/calendar-feed.js';
import { REQUEST_RATES } from '../../domain/accounts/request-limits.js';
import type { Bilingual, Language } from '../../domain/bilingual.js';
import { CALENDAR_WEEKS } from '../../domain/plans/calendar.js';
import { iCalendar, type CalendarEvent } from '../../domain/plans/icalendar.js';
import { DEFAULT_TIME_ZONE, isTimeZone } from '../../domain/time-zone.js';
import type { ApiParts } from '../parts.js';
import { ApiProblem } from '../problem.js';

const PARAMS = z.strictObject({ token: z.string().max(200) });
/** Programs of people send no language of theirs: the address says it. */
const QUERY = z.strictObject({
  lang: z.enum(['zh', 'en']).optional(),
  timeZone: z.string().max(64).optional(),
});

const NAME: Bilingual = { zh: '证书日历', en: 'Certificates' };
const DAY_MS = 86_400_000;

export function addCalendarFeed(app: FastifyInstance, parts: ApiParts): void {
  const { requests, windowSeconds } = REQUEST_RATES.perUnknownAddress;
  const ofAddress = app.createRateLimit({
    max: requests,
    timeWindow: windowSeconds * 1_000,
    keyGenerator: ({ ip }) => ip,
  });
  app.route({
    method: 'GET',
    url: '/calendar/:token.ics',
    schema: { hide: true, params: PARAMS, querystring: QUERY },
    handler: async (request, reply) => {
      const rate = await ofAddress(request);
      if (!rate.isAllowed && rate.isExceeded) throw tooMany(rate.ttlInSeconds);
      const { token } = request.params as z.output<typeof PARAMS>;
      const reader = await parts.calendarFeeds.reader(token);
      if (!reader) throw nobodys();
      const { lang = request.language, timeZone = DEFAULT_TIME_ZONE } = request.query as z.output<
        typeof QUERY
      >;
      const now = Date.now();
      const calendar = await parts.clientFor(reader).calendar.show({
        to: new Date(now + (CALENDAR_WEEKS.feed * 7 - 1) * DAY_MS).toISOString().slice(0, 10),
        ...(isTimeZone(timeZone) && { timeZone }),
      });
      const language = lang === 'zh' ? 'zh-CN' : 'en';
      return reply
        .type('text/calendar; charset=utf-8')
        .headers({ 'content-language': language, 'content-disposition': 'inline; filename="sealflow.ics"' })
        .serializer((value: unknown) => String(value))
        .send(
          iCalendar({
            name: `${NAME[lang]} · ${reader.account}`,
            ...{ language, madeAt: now, refresh: FEED_REFRESH },
            events: eventsOf(calendar, lang),
          }),
        );
    },
  });
}

/** Names and ids of orders; nothing of people. */
function eventsOf({ entries, rules }: CalendarView, language: Language): CalendarEvent[] {
  const ofOrders = entries.map((entry): CalendarEvent => {
    const { uid, kind, at, names, what, orderId, planId, certificateId } = entry;
    const [first = orderId ?? planId ?? '', ...others] = names;
    const id = orderId ?? planId ?? certificateId ?? '';
    return {
      uid,
      start: Date.parse(at),
      summary: `${first}${others.length > 0 ? ` +${others.length}` : ''}: ${what[language]}`,
      description: [what[language], names.join(' '), id].join('\n'),
      categories: [kind],
    };
  });
  const ofRules = rules.map(({ day, what }, index): CalendarEvent => ({
    uid: `rule.${day}.${index}@sealflow`,
    start: day,
    summary: what[language],
    description: what[language],
    categories: ['rule'],
  }));
  return [...ofOrders, ...ofRules];
}

function tooMany(seconds: number): ApiProblem {
  return new ApiProblem(
    'TooManyRequests',
    { zh: `请求过多:请在 ${seconds} 秒后再试`, en: `Too many requests: try again in ${seconds} seconds` },
    { headers: { 'retry-after': String(seconds) } },
  );
}

/** One answer for what never was one, was rotated, revoked, or is of who left. */
function nobodys(): ApiProblem {
  return new ApiProblem(
    'NoSuchRoute',
    { zh: '没有这个日历地址', en: 'There is no such calendar' },
    {
      accepted: {
        zh: '控制台“日历”页面给出的地址',
        en: 'an address that the page of the calendar shows in the console',
      },
    },
  );
}
