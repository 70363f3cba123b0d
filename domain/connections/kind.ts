/** What a connection is: an access to something outside, of one kind, with a form that says how it is reached. */
import type { z } from 'zod';
import type { Bilingual } from '../bilingual.js';

/** What is on the other side: a certificate authority, a service that keeps DNS zones, a server that files are put on. */
export const CONNECTION_FAMILIES = ['ca', 'dns', 'files'] as const;
export type ConnectionFamily = (typeof CONNECTION_FAMILIES)[number];

/**
 * One kind of connection. The form is flat; what stands in `secrets` is sealed as soon as it is given and never shown again,
 * the rest can be read by whoever may see the connection.
 */
export interface ConnectionKind<Form extends object = object> {
  readonly kind: string;
  readonly family: ConnectionFamily;
  readonly called: Bilingual;
  /** A strict object: a field that it does not know is refused. What it made of a form passes it again, unchanged. */
  readonly form: z.ZodType<Form>;
  /** Fields of the form whose values nobody reads again. */
  readonly secrets: readonly (keyof Form & string)[];
  /** What each field is called. */
  readonly fields: Readonly<Record<string, Bilingual>>;
  /** What each field accepts, in words. */
  readonly accepted: Readonly<Record<string, Bilingual>>;
  /** Of a CA: do browsers trust what it issues? Told by the fields that are no secrets. Absent: no. */
  isPubliclyTrusted?(form: Partial<Form>): boolean;
}

/** A kind among others, whose form is not known before it is looked at. */
export type AnyConnectionKind = Omit<ConnectionKind, 'secrets' | 'isPubliclyTrusted'> & {
  readonly secrets: readonly string[];
  isPubliclyTrusted?(form: object): boolean;
};

/** A connection with its secrets opened: for the adapter that is made from it, and for nobody else. */
export interface OpenConnection<Form extends object = object> {
  readonly connectionId: string;
  /** Whose it is; null: the installation's. */
  readonly account: string | null;
  readonly kind: string;
  /** As its owner calls it. */
  readonly name: string;
  readonly form: Form;
}
