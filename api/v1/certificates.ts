/** Certificates: found, handed out, labelled, taken in and removed. What follows them: succession.ts; revocations.ts. */
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { zipOf } from '../../client/certificates/downloads/zip.js';
import { PACK_FORMATS } from '../../domain/certificates/download-packs.js';
import { CERTIFICATE_STATES } from '../../domain/certificates/words.js';
import type { ApiParts } from '../parts.js';
import { CertificateDetails, CertificateDownload, CertificateView } from './answers/certificates.js';
import { Bilingual } from './answers/shared.js';
import { sendFile } from './files.js';
import {
  CERTIFICATE,
  LABEL_CHANGES,
  LABEL_FILTER,
  PAGE,
  pageOf,
  severalIn,
  severalOf,
  tagIn,
} from './requests.js';
import { routesOf } from './route.js';

const KEY_PASSWORD = z
  .string()
  .optional()
  .meta({ description: 'Opens the private key, where it has a password' });

const UploadedCertificate = z
  .object({
    certificateId: z.string(),
    warnings: z
      .array(z.string())
      .meta({ description: 'What is unusual about it: an expired one, a missing chain' }),
    warningsInWords: z.array(Bilingual),
    certificate: CertificateDetails,
  })
  .meta({ id: 'UploadedCertificate' });

export function addCertificates(app: FastifyInstance, parts: ApiParts): void {
  const route = routesOf(app, parts, 'certificates');
  route({
    method: 'GET',
    url: '/certificates',
    operations: ['certificates.page', 'certificates.list'],
    summary: 'List certificates, newest first',
    query: z.strictObject({
      state: severalOf(CERTIFICATE_STATES, 'What it is now'),
      name: z.string().optional().meta({ description: 'One of its names' }),
      search: z
        .string()
        .optional()
        .meta({ description: "Part of a name or of the alias, or the beginning of its id or its order's" }),
      expiresBefore: z.string().optional().meta({ description: 'A day or an instant, ISO 8601' }),
      ...LABEL_FILTER,
      ...PAGE,
    }),
    answer: pageOf(CertificateView),
    run: async ({ client, query: { tag, state, ...filter } }) => {
      const states = severalIn(state);
      return await client.certificates.page({
        ...filter,
        ...(states && { state: states }),
        ...(tag !== undefined && { tag: tagIn(tag) }),
      });
    },
  });
  route({
    method: 'POST',
    url: '/certificates',
    operations: ['certificates.upload'],
    summary: 'Take in a certificate that was bought elsewhere',
    body: z.strictObject({
      certificatePem: z.string(),
      chainPem: z.string().optional(),
      privateKeyPem: z.string().optional(),
      keyPassword: KEY_PASSWORD,
      alias: z.string().optional(),
      tags: z.array(z.strictObject({ key: z.string(), value: z.string() })).optional(),
      project: z.string().optional(),
      repeatable: z.boolean().optional().meta({ description: 'True: also where it is here already' }),
    }),
    answer: UploadedCertificate,
    status: 201,
    locatedAt: ({ certificateId }) => `/v1/certificates/${certificateId}`,
    run: async ({ client, body }) => await client.certificates.upload(body),
  });
  route({
    method: 'GET',
    url: '/certificates/:certificateId',
    operations: ['certificates.show'],
    summary: 'Show a certificate',
    params: CERTIFICATE,
    answer: CertificateDetails,
    run: async ({ client, params }) => await client.certificates.show(params.certificateId),
  });
  route({
    method: 'DELETE',
    url: '/certificates/:certificateId',
    operations: ['certificates.remove'],
    summary: 'Remove a certificate that was taken in',
    params: CERTIFICATE,
    run: async ({ client, params }) => await client.certificates.remove(params.certificateId),
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/download',
    operations: ['certificates.download'],
    summary: 'Take the certificate, its chain, and its private key where it is here',
    description:
      'The key is a right of its own. What is answered is kept nowhere: a key of idempotency is not needed.',
    isRead: true,
    params: CERTIFICATE,
    body: z.strictObject({ keyPassword: KEY_PASSWORD }),
    answer: CertificateDownload,
    run: async ({ client, params, body }) => await client.certificates.download(params.certificateId, body),
  });
  route({
    method: 'POST',
    url: '/certificates/:certificateId/pack',
    operations: ['certificates.pack'],
    summary: 'Take the files that one kind of server wants, as a ZIP file',
    isRead: true,
    params: CERTIFICATE,
    body: z.strictObject({ format: z.enum([...PACK_FORMATS, 'all']), keyPassword: KEY_PASSWORD }),
    answer: { file: ['application/zip'] },
    run: async ({ client, params, body, reply }) => {
      const pack = await client.certificates.pack(params.certificateId, body);
      const archive = zipOf(pack.files, new Date());
      // Headers carry no Chinese (RFC 9110, section 5.5).
      reply.header('sealflow-notes', Buffer.from(JSON.stringify(pack.notesInWords)).toString('base64url'));
      await sendFile(reply, {
        type: 'application/zip',
        name: `${pack.certificateId}.zip`,
        content: Readable.from([archive]),
      });
    },
  });
  route({
    method: 'PATCH',
    url: '/certificates/:certificateId/labels',
    operations: ['certificates.setLabels'],
    summary: 'Set alias, tags and project',
    params: CERTIFICATE,
    body: LABEL_CHANGES,
    answer: CertificateDetails,
    run: async ({ client, params, body }) => await client.certificates.setLabels(params.certificateId, body),
  });
  route({
    method: 'PUT',
    url: '/certificates/:certificateId/expiry-notices',
    operations: ['certificates.setExpiryNotices'],
    summary: 'Switch what is told of its expiry',
    params: CERTIFICATE,
    body: z.strictObject({ on: z.boolean() }),
    answer: CertificateDetails,
    run: async ({ client, params, body }) =>
      await client.certificates.setExpiryNotices(params.certificateId, body.on),
  });
}
