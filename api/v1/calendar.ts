/** The calendar: what needs whom by when, and the address under which a person's calendar program reads it. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ApiParts } from '../parts.js';
import { CalendarFeed, CalendarView, ShownCalendarFeed } from './answers/calendar.js';
import { routesOf } from './route.js';

const DAY = z.string().optional();

export function addCalendar(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'calendar');
  route({
    method: 'GET',
    url: '/calendar',
    operations: ['calendar.show'],
    summary: 'What needs whom by when, from today on',
    query: z.strictObject({
      from: DAY.meta({ description: 'A day (UTC); today where it is left out or past' }),
      to: DAY.meta({ description: 'The last day; 12 weeks later unless told otherwise' }),
      timeZone: z.string().optional().meta({ description: 'By whose calendar words name days' }),
    }),
    answer: CalendarView,
    run: async ({ client, query }) => await client.calendar.show(query),
  });
  route({
    method: 'GET',
    url: '/calendar/feed',
    operations: ['calendar.feed'],
    summary: "One's own address for calendar programs, without what is secret of it",
    answer: CalendarFeed,
    run: async ({ client }) => await client.calendar.feed(),
  });
  route({
    method: 'POST',
    url: '/calendar/feed',
    operations: ['calendar.makeFeed'],
    summary: 'Make a new address, shown this once; the one before is nobody’s from then on',
    answer: ShownCalendarFeed,
    status: 201,
    run: async ({ client }) => await client.calendar.makeFeed(),
  });
  route({
    method: 'DELETE',
    url: '/calendar/feed',
    operations: ['calendar.revokeFeed'],
    summary: "Take one's own address out of use",
    run: async ({ client }) => await client.calendar.revokeFeed(),
  });
}
