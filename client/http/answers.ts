/** What the API answers, as the client's own methods return it. */
import { ANSWER_BYTES } from '../../domain/answer-limits.js';
import { readUpTo, textOf, type LimitedBody } from '../../domain/limited-reading.js';
import type { Pack } from '../certificates/downloads/pack.js';
import type { Dossier } from '../dossiers/dossier.js';
import type { LetterDownload } from '../organization/letters.js';
import type { LetterView } from '../organization/letter-views.js';
import type { ForecastItemView, ForecastReading, ForecastView } from '../plans/forecast.js';
import { ApiUnavailable } from '../unavailable.js';
import { unpacked } from './unpacked.js';

/** Throws ApiUnavailable for what is no JSON: something stands between us and the API. */
export async function jsonOf(response: Response): Promise<unknown> {
  try {
    return JSON.parse(textOf(await wholeOf(response, ANSWER_BYTES.ownApi)));
  } catch {
    throw unreadable(response);
  }
}

export async function itemsOf(response: Response): Promise<unknown> {
  const { items } = (await jsonOf(response)) as { readonly items?: unknown };
  if (Array.isArray(items)) return items as unknown[];
  throw unreadable(response);
}

/** PEM; null where there is none. */
export async function privateKeyOf(response: Response): Promise<string | null> {
  const { privateKeyPem } = (await jsonOf(response)) as { readonly privateKeyPem?: unknown };
  if (typeof privateKeyPem === 'string' || privateKeyPem === null) return privateKeyPem;
  throw unreadable(response);
}

export async function bytesOf(response: Response): Promise<Uint8Array> {
  const { bytes } = await wholeOf(response, ANSWER_BYTES.ownApiFile);
  return bytes;
}

/** Throws ApiUnavailable for what is longer, or breaks off. */
async function wholeOf(response: Response, mostBytes: number): Promise<LimitedBody> {
  const read = await readUpTo(chunksOf(response), mostBytes).catch(() => undefined);
  if (read?.whole) return read;
  throw unreadable(response);
}

function chunksOf({ body }: Response): AsyncIterable<Uint8Array> | null {
  return body as AsyncIterable<Uint8Array> | null;
}

/** Lines as they come, without their line breaks. Throws ApiUnavailable for a line that is longer than any entry of a log. */
export async function* linesOf(response: Response): AsyncGenerator<string, void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest = '';
  for await (const chunk of chunksOf(response) ?? []) {
    const lines = `${rest}${decoder.decode(chunk, { stream: true })}`.split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) throw unreadable(response);
    yield* lines;
  }
  // A log that ends within a line was cut off on its way: whoever verifies it is to see that.
  if (rest !== '') yield rest;
}

/** Lines of a table as they come, without their line breaks (RFC 4180). */
export async function* recordsOf(response: Response): AsyncGenerator<string, void, void> {
  for await (const line of linesOf(response)) {
    const record = line.replace(/\r$/, '');
    if (record !== '') yield record;
  }
}

/** House limit: an entry has some hundred characters, and a few names. */
const LONGEST_LINE = 1_048_576;

export async function packOf(response: Response, certificateId: string): Promise<Pack> {
  const files = unpacked(await bytesOf(response));
  if (!files) throw unreadable(response);
  const name = /filename="(.+)\.zip"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const notesInWords = notesIn(response.headers.get('sealflow-notes'));
  return {
    certificateId: name ?? certificateId,
    files,
    notes: notesInWords.map(({ en }) => en),
    notesInWords,
  };
}

/** What the one who unpacks it is to know: JSON in base64url, since headers carry no Chinese (RFC 9110, section 5.5). */
function notesIn(header: string | null): Pack['notesInWords'] {
  if (header === null) return [];
  const notes: unknown = JSON.parse(Buffer.from(header, 'base64url').toString('utf8'));
  return Array.isArray(notes) ? (notes as Pack['notesInWords']) : [];
}

/** What it says of itself is read from it, and verified with it. */
export async function dossierOf(response: Response): Promise<Dossier> {
  const archive = await bytesOf(response);
  const { verifyDossierFile } = await import('../dossiers/verifying.js');
  const verdict = verifyDossierFile(archive);
  if (!verdict.verified) throw unreadable(response);
  const { orderId, personalData, files, made, signer } = verdict;
  return { orderId, archive, personalData, files, made, signer };
}

export function letterOf(view: LetterView, content: Uint8Array): LetterDownload {
  return { ...view, content };
}

export async function forecastOf(response: Response): Promise<ForecastReading> {
  const { items, count, ...whole } = (await jsonOf(response)) as ForecastView & { readonly count: number };
  return { ...whole, count, items: eachOf(items) };
}

// eslint-disable-next-line @typescript-eslint/require-await -- read as what is made while it is read
async function* eachOf(items: readonly ForecastItemView[]): AsyncGenerator<ForecastItemView, void, void> {
  yield* items;
}

function unreadable({ url }: Response): ApiUnavailable {
  const { origin } = new URL(url);
  return new ApiUnavailable('ApiAnswerUnknown', {
    zh: `${origin} 的回答无法读取。请检查地址,以及途中的代理。`,
    en: `What ${origin} answered can't be read. Check the address, and proxies on the way.`,
  });
}
