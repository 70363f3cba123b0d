/** Keeps every mail that the stack's parts send, as the file that was received. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { simpleParser, type AddressObject } from 'mailparser';

export interface Mail {
  /** Also the file's name without `.eml`; sorts by time of receipt. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly receivedAt: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly AttachedFile[];
}

export interface AttachedFile {
  readonly name: string;
  readonly contentType: string;
  readonly sizeBytes: number;
}

export class MailStore {
  readonly #folder: string;
  readonly #mails: Mail[];

  private constructor(folder: string, mails: Mail[]) {
    this.#folder = folder;
    this.#mails = mails;
  }

  /** Reads what an earlier run received. */
  static async open(folder: string): Promise<MailStore> {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = (await readdir(folder)).filter((name) => name.endsWith('.eml')).sort();
    const mails = names.map(async (name) => parse(name.slice(0, -4), await readFile(join(folder, name))));
    return new MailStore(folder, await Promise.all(mails));
  }

  /** On the disk once it resolves. */
  async add(raw: Buffer): Promise<Mail> {
    const time = new Date().toISOString().replaceAll(':', '-');
    const mail = await parse(`${time}_${randomBytes(4).toString('hex')}`, raw);
    const path = join(this.#folder, `${mail.id}.eml`);
    try {
      await writeFile(`${path}.unfinished`, raw, { mode: 0o600 });
      await rename(`${path}.unfinished`, path);
    } finally {
      await rm(`${path}.unfinished`, { force: true });
    }
    this.#mails.push(mail);
    return mail;
  }

  /** Newest first. */
  list(): readonly Mail[] {
    return [...this.#mails].reverse();
  }

  find(id: string): Mail | undefined {
    return this.#mails.find((mail) => mail.id === id);
  }

  /** As it was received. Undefined where there is no such mail. */
  async source(id: string): Promise<Buffer | undefined> {
    return this.find(id) && (await readFile(join(this.#folder, `${id}.eml`)));
  }

  /** One of its files, from 1. Undefined where there is none. */
  async attachment(id: string, number: number): Promise<Buffer | undefined> {
    const source = await this.source(id);
    return source && (await simpleParser(source)).attachments[number - 1]?.content;
  }
}

async function parse(id: string, raw: Buffer): Promise<Mail> {
  const mail = await simpleParser(raw);
  return {
    id,
    receivedAt: id.slice(0, 24).replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:'),
    from: mail.from?.text ?? '',
    to: addresses(mail.to),
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    attachments: mail.attachments.map(({ filename, contentType, size }) => ({
      name: filename ?? 'file',
      contentType,
      sizeBytes: size,
    })),
  };
}

function addresses(to: AddressObject | AddressObject[] | undefined): string[] {
  return [to ?? []].flat().flatMap(({ value }) => value.map(({ address }) => address ?? ''));
}
