/** The subject of a CSR as people read it back: which attribute, and what stands there. A CA certifies none of it unchecked. */
import { cleanedText } from '../characters.js';
import type { Pkcs10CertificateRequest } from './x509-engine.js';

export interface SubjectField {
  /** Such as `CN`, or an object identifier in dots. */
  readonly type: string;
  /** Fit to be shown. */
  readonly value: string;
}

/** House limit: a subject that people wrote has ten. */
const MOST_FIELDS = 30;
const LONGEST_VALUE = 200;

/** Empty where it can't be read. */
export function subjectOf(csr: Pkcs10CertificateRequest): SubjectField[] {
  try {
    const fields = csr.subjectName
      .toJSON()
      .flatMap((relative) =>
        Object.entries(relative).flatMap(([type, values]) => values.map((value) => ({ type, value }))),
      );
    return fields.slice(0, MOST_FIELDS).map(({ type, value }) => ({
      type: cleanedText(type, { longest: 60 }),
      value: cleanedText(value, { longest: LONGEST_VALUE }),
    }));
  } catch {
    return [];
  }
}
