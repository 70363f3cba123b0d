/** A file on its way to the server, with how much of it has arrived: `fetch` does not tell. */
import { API_BASE, noted, requestHeaders } from '../../api/client.js';
import { NoAnswer, problemIn, ProblemError } from '../../api/problem.js';
import type { components } from '../../generated/api.js';

export type UploadedLetter = components['schemas']['UploadedLetter'];

export interface Upload {
  readonly orderId: string;
  readonly content: File;
  readonly sentBy: string;
  /** The same again is the same letter. */
  readonly key: string;
  /** 0 to 1. */
  readonly onProgress: (share: number) => void;
}

/** Throws ProblemError for what is refused, NoAnswer where it was cut off. */
export function uploadLetter(upload: Upload): Promise<UploadedLetter> {
  const { orderId, content, sentBy, key, onProgress } = upload;
  const request = new XMLHttpRequest();
  request.open('POST', `${API_BASE}/v1/orders/${encodeURIComponent(orderId)}/letters`);
  const headers = { ...requestHeaders('POST'), 'idempotency-key': key };
  for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
  const form = new FormData();
  form.set('sentBy', sentBy);
  form.set('content', content);
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new NoAnswer());
    request.onload = () => {
      const { status } = request;
      if (status >= 200 && status < 300) resolve(JSON.parse(request.responseText) as UploadedLetter);
      else void refusalOf(request).then(reject);
    };
    request.send(form);
  });
}

async function refusalOf(request: XMLHttpRequest): Promise<ProblemError> {
  const { status, statusText, responseText } = request;
  const type = request.getResponseHeader('content-type') ?? '';
  const response = new Response(responseText, { status, statusText, headers: { 'content-type': type } });
  return noted(new ProblemError(await problemIn(response)));
}
