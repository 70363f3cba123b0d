/** The folder that the stack's web server serves: `<root>/<host>/.well-known/pki-validation/…` (or `acme-challenge`), and nothing outside. */
import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** BR 3.2.2.4.18 and 3.2.2.4.19. */
const SERVED_PATHS: readonly string[] = ['/.well-known/pki-validation/', '/.well-known/acme-challenge/'];
/** No percent signs, no backslashes, no leading dots: what can't be spelled can't lead out of the folder. */
const PLAIN_SEGMENT = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}$/;
const PLAIN_HOST = /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/;

export class FileFolder {
  constructor(private readonly root: string) {}

  /** The file's place on disk, or undefined where host and path name nothing that is served here. */
  placeOf(host: string, path: string): string | undefined {
    const lowerHost = host.toLowerCase();
    const served = SERVED_PATHS.find((each) => path.startsWith(each));
    if (served === undefined) return undefined;
    const segments = path.slice(served.length).split('/');
    const isPlain = segments.length > 0 && segments.every((segment) => PLAIN_SEGMENT.test(segment));
    if (!isPlain || !PLAIN_HOST.test(lowerHost) || lowerHost.length > 253) return undefined;
    return join(this.root, lowerHost, ...served.split('/'), ...segments);
  }

  /** Undefined where there is no such file. */
  async read(host: string, path: string): Promise<Buffer | undefined> {
    const place = this.placeOf(host, path);
    if (place === undefined) return undefined;
    return readFile(place).catch((error: unknown) => ifAbsent(error, undefined));
  }

  /** Readers see the old content or the new, never half of one. */
  async write(place: string, content: Buffer): Promise<void> {
    await mkdir(dirname(place), { recursive: true });
    const draft = join(dirname(place), `.${randomUUID()}`);
    try {
      await writeFile(draft, content);
      await rename(draft, place);
    } finally {
      await rm(draft, { force: true });
    }
  }

  async remove(place: string): Promise<void> {
    await rm(place, { force: true }).catch((error: unknown) => ifAbsent(error, undefined));
  }
}

function ifAbsent<T>(error: unknown, value: T): T {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return value;
  throw error;
}
