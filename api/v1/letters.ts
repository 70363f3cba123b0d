/** Stamped letters and application forms, and dossiers: an order's papers. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { ApiParts } from '../parts.js';
import { FILE_SCHEMA } from '../uploads.js';
import { LetterView, UploadedLetter } from './answers/letters.js';
import { sendFile } from './files.js';
import { ORDER, PAGE_QUERY, pageOf } from './requests.js';
import { routesOf } from './route.js';

/** The file, and who sends it. */
export const LETTER_UPLOAD = z.strictObject({
  content: FILE_SCHEMA,
  sentBy: z.string().meta({ description: 'Who sends it, in at most 200 characters' }),
});

const VERSION = z.strictObject({
  orderId: ORDER.shape.orderId,
  version: z.coerce.number().int().min(1).max(2_147_483_647),
});

export function addLetters(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'letters');
  route({
    method: 'GET',
    url: '/orders/:orderId/letters',
    operations: ['letters.page', 'letters.list'],
    summary: 'List the versions of its letter, oldest first',
    params: ORDER,
    query: PAGE_QUERY,
    answer: pageOf(LetterView),
    run: async ({ client, params, query }) => await client.letters.page(params.orderId, query),
  });
  route({
    method: 'POST',
    url: '/orders/:orderId/letters',
    operations: ['letters.upload'],
    summary: 'Hand in the stamped letter',
    description: 'What kind of file it is, its content says. The same bytes are the same letter.',
    takes: 'form',
    params: ORDER,
    body: LETTER_UPLOAD,
    answer: UploadedLetter,
    status: 201,
    run: async ({ client, params, body }) => await client.letters.upload(params.orderId, body),
  });
  route({
    method: 'GET',
    url: '/orders/:orderId/letters/:version',
    operations: ['letters.download'],
    summary: 'The file as it was handed in',
    params: VERSION,
    answer: { file: ['application/pdf', 'image/jpeg', 'image/png', 'image/gif'] },
    run: async ({ client, params, reply }) => {
      const { content, contentType, letterId } = await client.letters.download(
        params.orderId,
        params.version,
      );
      const name = `${letterId}.${contentType.split('/')[1] ?? 'bin'}`;
      await sendFile(reply, { type: contentType, name, content });
    },
  });
  route({
    method: 'GET',
    url: '/orders/:orderId/letter-template',
    operations: ['letters.template'],
    summary: 'The letter to print, stamp and upload',
    params: ORDER,
    answer: { file: ['application/pdf'] },
    run: async ({ client, params, reply }) => {
      const content = await client.letters.template(params.orderId);
      await sendFile(reply, { type: 'application/pdf', name: 'letter.pdf', content });
    },
  });
  route({
    method: 'POST',
    url: '/orders/:orderId/dossier',
    operations: ['dossiers.make'],
    summary: 'Everything known of an order, in one archive that is verified offline',
    isRead: true,
    params: ORDER,
    body: z.strictObject({
      withoutPersonalData: z.boolean().optional(),
      language: z
        .enum(['en', 'zh'])
        .optional()
        .meta({ description: 'Of its summary; `en` unless told otherwise' }),
      timeZone: z
        .string()
        .optional()
        .meta({ description: 'Of its summary; `Asia/Shanghai` unless told otherwise' }),
    }),
    answer: { file: ['application/zip'] },
    run: async ({ client, params, body, reply }) => {
      const { archive, orderId, signer } = await client.dossiers.make(params.orderId, body);
      reply.header('sealflow-signer', signer);
      await sendFile(reply, { type: 'application/zip', name: `${orderId}-dossier.zip`, content: archive });
    },
  });
  route({
    method: 'GET',
    url: '/dossier-signers',
    operations: ['dossiers.signers'],
    summary: 'Fingerprints of the keys that sign dossiers here',
    answer: z.object({ items: z.array(z.string()) }),
    run: ({ client }) => Promise.resolve({ items: client.dossiers.signers() }),
  });
}
