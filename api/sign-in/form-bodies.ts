/** Bodies as HTML forms and OAuth clients send them (`application/x-www-form-urlencoded`). */
import type { FastifyInstance } from 'fastify';
import { Refusal, refusalDetails } from '../../domain/refusals.js';

/** The house's own: codes, names and a password. */
const LARGEST = 16 * 1024;

export function addFormBodies(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: LARGEST },
    (_request, body, done) => {
      const fields = [...new URLSearchParams(String(body))];
      // RFC 6749, section 3.2: no parameter comes twice. Which one counts, two programs would answer differently.
      if (new Set(fields.map(([name]) => name)).size === fields.length)
        done(null, Object.fromEntries(fields));
      else done(givenTwice());
    },
  );
}

function givenTwice(): Refusal {
  return new Refusal(
    refusalDetails('InvalidInput', {
      message: { zh: '某个字段出现了不止一次', en: 'A field is given more than once' },
      accepted: { zh: '每个字段一次', en: 'each field once' },
    }),
  );
}
