/** Addresses that open one download without a key: `DescribeDownloadCertificateUrl` hands them out, this server serves them. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { zipOf } from '../../client/certificates/downloads/zip.js';
import type { Pack } from '../../client/certificates/downloads/pack.js';
import type { TencentMemory } from '../../client/tencent/memory.js';
import { PACK_FORMATS } from '../../domain/certificates/download-packs.js';
import type { Bilingual } from '../../domain/bilingual.js';
import { languageAsked } from '../language.js';
import type { TencentCall } from './action.js';
import { archiveNameOf } from './actions/downloading.js';
import type { AnsweredCall } from './answered-calls.js';
import { toldError } from './errors.js';
import type { TencentParts } from './parts.js';
import { NO_DOWNLOAD } from './texts.js';

const FOLDER = '/downloads/';

/** Where this request's caller reaches this server. The host was signed; a proxy that changes it is known by name. */
export function downloadAddressFor(
  request: FastifyRequest,
  keyId: string,
  memory: Pick<TencentMemory, 'openDownload'>,
  { publicHosts, now }: { readonly publicHosts: readonly string[]; readonly now: () => number },
): TencentCall['downloadAddress'] {
  const scheme = request.protocol === 'https' ? 'https' : 'http';
  // tccli sends its scheme along, and Python a path.
  const [, sent = ''] = /^(?:https?:\/\/)?([^/]*)/.exec(request.headers.host ?? '') ?? [];
  const host = publicHosts[0] ?? sent;
  return async ({ id, format }) => {
    const token = await memory.openDownload({ keyId, tencentId: id, format }, now());
    return `${scheme}://${host}${FOLDER}${token}`;
  };
}

/** What was opened is told as a call of the key that asked for it; the address is written down nowhere. */
export function addDownloads(
  app: FastifyInstance,
  parts: TencentParts,
  { now, tell }: { readonly now: () => number; readonly tell: (call: Partial<AnsweredCall>) => void },
): void {
  app.get<{ Params: { token: string } }>(
    `${FOLDER}:token`,
    { exposeHeadRoute: false },
    async (request, reply) => {
      const inWords = ({ zh, en }: Bilingual): string =>
        languageAsked(request.headers['accept-language']) === 'zh' ? zh : en;
      reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      const link = await parts.tencentMemory.takeDownload(request.params.token, now());
      if (!link) return await said(reply, 404, inWords(NO_DOWNLOAD));
      const { keyId } = link;
      const known = { action: 'download', keyId };
      try {
        const pack = await packOf(parts, link);
        if (!pack) return await said(reply, 404, inWords(NO_DOWNLOAD));
        tell(known);
        return await reply
          .header('content-type', 'application/zip')
          .header('content-disposition', `attachment; filename="${archiveNameOf(pack)}"`)
          .send(zipOf(pack.files, new Date(now())));
      } catch (error) {
        const { code, message, unexpected } = toldError(error, inWords);
        tell({ ...known, code, ...(unexpected && { unexpected: error }) });
        return await said(reply, unexpected ? 503 : 403, message);
      }
    },
  );
}

/** By the rights that the key has now; undefined where it has none any more. */
async function packOf(
  parts: TencentParts,
  { keyId, tencentId, format: wanted }: { keyId: string; tencentId: string; format: string },
): Promise<Pack | undefined> {
  const holder = await parts.identities.byKeyId(keyId);
  const format = PACK_FORMATS.find((each) => each === wanted);
  if (!holder || !format) return undefined;
  const client = parts.clientFor(holder.principal);
  const { certificateId } = await client.tencent.show(tencentId);
  return certificateId === null ? undefined : await client.certificates.pack(certificateId, { format });
}

async function said(reply: FastifyReply, status: number, words: string): Promise<FastifyReply> {
  return await reply.code(status).header('content-type', 'text/plain; charset=utf-8').send(`${words}\n`);
}
