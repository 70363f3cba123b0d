/** How a service's published contract is written down here, and the types of requests and answers that follow from it. */

/**
 * What a field holds: `string`, `datetime` (a string), `uint64`, `int64`, `bool`, or the name of an object; `[]` after it for a list.
 * `!` at the end: a request must have it. `?` at the end: an answer may have null there.
 */
export type Notation = string;
export type Members = Readonly<Record<string, Notation>>;

export interface Contract {
  /** As in the host name and the scope of signatures: `ssl`. */
  readonly service: string;
  /** Of `X-TC-Version`. */
  readonly version: string;
  /** `output` without `RequestId`, which every answer has. */
  readonly actions: Readonly<Record<string, { readonly input: Members; readonly output: Members }>>;
  readonly objects: Readonly<Record<string, Members>>;
}

/** A notation taken apart. */
export interface Field {
  /** A word for a plain value, or an object's name. */
  readonly kind: string;
  readonly list: boolean;
  readonly required: boolean;
  readonly nullable: boolean;
}

export function fieldOf(notation: Notation): Field {
  const [, kind = '', list, required, nullable] = /^(\w+)(\[\])?(!)?(\?)?$/.exec(notation) ?? [];
  return {
    kind,
    list: list !== undefined,
    required: required !== undefined,
    nullable: nullable !== undefined,
  };
}

type Value<C extends Contract, N extends string> = N extends `${infer Kind}[]`
  ? readonly Value<C, Kind>[]
  : N extends 'string' | 'datetime'
    ? string
    : N extends 'uint64' | 'int64'
      ? number
      : N extends 'bool'
        ? boolean
        : N extends keyof C['objects']
          ? Answered<C, C['objects'][N]>
          : never;

type Answered<C extends Contract, M> = {
  readonly [K in keyof M]?: Value<C, Unmarked<M[K]>> | (M[K] extends `${string}?` ? null : never);
};

type Unmarked<N> = N extends `${infer Rest}?` | `${infer Rest}!`
  ? Unmarked<Rest>
  : N extends string
    ? N
    : never;

type Required_<M> = { [K in keyof M]: M[K] extends `${string}!` | `${string}!?` ? K : never }[keyof M];

/** What an action is given, once it was validated. */
export type InputOf<C extends Contract, A extends keyof C['actions']> = C['actions'][A] extends {
  readonly input: infer M;
}
  ? { readonly [K in Required_<M>]: Value<C, Unmarked<M[K]>> } & {
      readonly [K in Exclude<keyof M, Required_<M>>]?: Value<C, Unmarked<M[K]>>;
    }
  : never;

/** What an action answers with, beside `RequestId`. */
export type OutputOf<C extends Contract, A extends keyof C['actions']> = C['actions'][A] extends {
  readonly output: infer M;
}
  ? Answered<C, M>
  : never;
