/** Revocations: asked for, followed, proved by a letter. */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { REVOCATION_REASONS } from '../../domain/revocation/words.js';
import type { ApiParts } from '../parts.js';
import {
  RequestedRevocation,
  RevocationCheck,
  RevocationSummary,
  RevocationView,
  UploadedRevocationLetter,
} from './answers/revocations.js';
import { sendFile } from './files.js';
import { LETTER_UPLOAD } from './letters.js';
import { CERTIFICATE, PAGE_QUERY, pageOf } from './requests.js';
import { routesOf } from './route.js';

export function addRevocations(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'revocations');
  route({
    method: 'GET',
    url: '/revocations',
    operations: ['certificates.pageOfRevocations', 'certificates.revocations'],
    summary: 'List requests to revoke, newest first',
    query: PAGE_QUERY,
    answer: pageOf(RevocationSummary),
    run: async ({ client, query }) => await client.certificates.pageOfRevocations(query),
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/revocation',
    operations: ['certificates.revoke'],
    summary: 'Ask for a certificate to be revoked: irreversible',
    params: CERTIFICATE,
    body: z.strictObject({
      reason: z.enum(REVOCATION_REASONS),
      wholePlan: z.boolean().optional().meta({ description: 'Every living certificate of the plan goes' }),
      requestedBy: z.string().optional().meta({ description: "Who asks, in the caller's words" }),
    }),
    answer: RequestedRevocation,
    status: 202,
    run: async ({ client, params, body }) => await client.certificates.revoke(params.certificateId, body),
  });
  route({
    method: 'GET',
    url: '/certificates/:certificateId/revocation',
    operations: ['certificates.revocation'],
    summary: 'Show the newest request to revoke it',
    params: CERTIFICATE,
    answer: RevocationView,
    run: async ({ client, params }) => await client.certificates.revocation(params.certificateId),
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/revocation/check',
    operations: ['certificates.checkRevocation'],
    summary: 'Have the revocation look at the CA now',
    params: CERTIFICATE,
    answer: RevocationCheck,
    run: async ({ client, params }) => await client.certificates.checkRevocation(params.certificateId),
  });
  route({
    method: 'GET',
    url: '/certificates/:certificateId/revocation/letter-template',
    operations: ['certificates.revocationLetterTemplate'],
    summary: 'The letter that asks for the revocation, to print, stamp and upload',
    params: CERTIFICATE,
    answer: { file: ['application/pdf'] },
    run: async ({ client, params, reply }) => {
      const content = await client.certificates.revocationLetterTemplate(params.certificateId);
      await sendFile(reply, { type: 'application/pdf', name: 'revocation-letter.pdf', content });
    },
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/revocation/letters',
    operations: ['certificates.uploadRevocationLetter'],
    summary: 'Hand in the stamped letter that asks for the revocation',
    takes: 'form',
    params: CERTIFICATE,
    body: LETTER_UPLOAD,
    answer: UploadedRevocationLetter,
    status: 201,
    run: async ({ client, params, body }) =>
      await client.certificates.uploadRevocationLetter(params.certificateId, body),
  });
}
