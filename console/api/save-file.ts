/** Files of the API, saved by the browser under the name that the server gave them. */
import { answered } from './client.js';

export interface AnsweredFile {
  readonly name: string;
  readonly content: Blob;
}

/** Of a request that is told `parseAs: 'blob'`. Throws as `answered`. */
export async function fileOf(
  asked: Promise<{ readonly data?: unknown; readonly response: Response }>,
): Promise<AnsweredFile> {
  const content = (await answered(asked)) as Blob;
  const { response } = await asked;
  const [, name = 'file'] =
    /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '') ?? [];
  return { name, content };
}

export function saveFile({ name, content }: AnsweredFile): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Once the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
