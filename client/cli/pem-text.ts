/** Certificates in PEM as people compare them: whose, until when, which fingerprint; and the text itself, line by line. */
import { X509Certificate } from 'node:crypto';
import type { Reader } from '../../domain/bilingual.js';
import { oneLine, time } from './text.js';
import { certificateFacts } from './texts/connection.js';

/** Undefined where it is not a PEM text of several lines. */
export function linesOfPem(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'string' || !value.trimStart().startsWith('-----BEGIN ')) return undefined;
  return value.trim().split(/\r?\n/).map(oneLine);
}

/** What the first certificate of it says of itself; undefined where there is none that can be read. */
export function certificateInWords(pem: string, reader: Reader): string | undefined {
  try {
    const { subject, validTo, fingerprint256 } = new X509Certificate(pem);
    const until = time(new Date(validTo).toISOString(), reader);
    return certificateFacts(subject.split('\n').join(', '), until, fingerprint256)[reader.language];
  } catch {
    return undefined;
  }
}
