/** A request's parameters held against the contract: what is right comes back as the action reads it, what is wrong under their code. */
import type { Bilingual } from '../../../bilingual.js';
import { TencentError } from '../error.js';
import {
  MISSING_PARAMETER,
  NOT_AMONG,
  NOT_AN_INTEGER,
  TOO_LONG,
  TOO_MANY,
  UNKNOWN_PARAMETER,
  UNUSABLE_VALUE,
  WRONG_TYPE,
} from '../texts.js';
import { fieldOf, type Contract, type Field, type Members } from './types.js';
import { greatestLength, mostEntries, valuesOf } from './values.js';

/** How a caller is told. */
export type Tell = (told: Bilingual) => string;

interface Place {
  readonly contract: Contract;
  readonly action: string;
  readonly tell: Tell;
}

const DATETIME = /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})?)?$/;
const INTEGER = /^[+-]?\d{1,19}$/;
/** What neither a database nor a page takes: control characters beside tab and line ends. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * The parameters as the action reads them: numbers that came as text are numbers, words from a list are spelt as the list spells them,
 * null is as good as absent. Throws TencentError: MissingParameter, UnknownParameter, InvalidParameter (another type),
 * InvalidParameterValue (a value of the right type that is of no use).
 */
export function inputOf(
  contract: Contract,
  action: string,
  given: Readonly<Record<string, unknown>>,
  tell: Tell,
): Readonly<Record<string, unknown>> {
  const members = contract.actions[action]?.input ?? {};
  return objectOf({ contract, action, tell }, members, given, '');
}

function objectOf(
  place: Place,
  members: Members,
  given: Readonly<Record<string, unknown>>,
  path: string,
): Readonly<Record<string, unknown>> {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(members, name)) {
      throw new TencentError('UnknownParameter', place.tell(UNKNOWN_PARAMETER(shown(path + name))));
    }
  }
  const taken: Record<string, unknown> = {};
  for (const [name, notation] of Object.entries(members)) {
    const field = fieldOf(notation);
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    const read = absent(place, field, name, value) ? undefined : fieldValue(place, field, path + name, value);
    if (read !== undefined) taken[name] = read;
    else if (field.required)
      throw new TencentError('MissingParameter', place.tell(MISSING_PARAMETER(path + name)));
  }
  return taken;
}

/** Null, and the empty word for a field that takes one of several words and may be left out. */
function absent({ action }: Place, field: Field, name: string, value: unknown): boolean {
  if (value === undefined || value === null) return true;
  return value === '' && !field.required && (valuesOf(action, name) !== undefined || field.kind !== 'string');
}

function fieldValue(place: Place, field: Field, path: string, value: unknown): unknown {
  if (!field.list) return single(place, field, path, value);
  if (!Array.isArray(value)) throw wrongType(place, path);
  const most = mostEntries(place.action, path);
  if (value.length > most) throw unusable(place, TOO_MANY(path, most));
  return value.map((entry: unknown, index) => {
    if (entry === null || entry === undefined) throw wrongType(place, `${path}.${index}`);
    return single(place, field, `${path}.${index}`, entry);
  });
}

function single(place: Place, { kind }: Field, path: string, value: unknown): unknown {
  switch (kind) {
    case 'string':
      return listed(place, path, text(place, path, value));
    case 'datetime': {
      const read = text(place, path, value);
      if (!DATETIME.test(read) || Number.isNaN(Date.parse(read.replace(' ', 'T')))) {
        throw unusable(place, UNUSABLE_VALUE(path));
      }
      return read;
    }
    case 'uint64':
    case 'int64':
      return integer(place, path, value, kind === 'uint64');
    case 'bool':
      return truth(place, path, value);
    default: {
      const members = place.contract.objects[kind];
      if (members === undefined || typeof value !== 'object' || value === null || Array.isArray(value)) {
        throw wrongType(place, path);
      }
      return objectOf(place, members, value as Readonly<Record<string, unknown>>, `${path}.`);
    }
  }
}

function text(place: Place, path: string, value: unknown): string {
  if (typeof value !== 'string') throw wrongType(place, path);
  const longest = greatestLength(ownName(path));
  if (value.length > longest) throw unusable(place, TOO_LONG(path, longest));
  if (CONTROL.test(value) || !value.isWellFormed()) throw unusable(place, UNUSABLE_VALUE(path));
  return value;
}

function listed(place: Place, path: string, value: string): string {
  const accepted = valuesOf(place.action, path);
  if (accepted === undefined) return value;
  const found = accepted.find((word) => word.toLowerCase() === value.toLowerCase());
  if (found === undefined) throw unusable(place, NOT_AMONG(path, accepted));
  return found;
}

function integer(place: Place, path: string, value: unknown, unsigned: boolean): number {
  const read = typeof value === 'string' && INTEGER.test(value) ? Number(value) : value;
  if (typeof read !== 'number') throw wrongType(place, path);
  if (!Number.isSafeInteger(read)) throw unusable(place, NOT_AN_INTEGER(path));
  if (unsigned && read < 0) throw unusable(place, UNUSABLE_VALUE(path));
  listed(place, path, String(read));
  return read === 0 ? 0 : read;
}

/** Python writes `True` into a query. */
function truth(place: Place, path: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  if (word !== 'true' && word !== 'false') throw wrongType(place, path);
  return word === 'true';
}

function wrongType({ tell }: Place, path: string): TencentError {
  return new TencentError('InvalidParameter', tell(WRONG_TYPE(path)));
}

function unusable({ tell }: Place, told: Bilingual): TencentError {
  return new TencentError('InvalidParameterValue', tell(told));
}

/** `TagKey` for `Tags.0.TagKey`, `DnsNames` for `DnsNames.3`. */
function ownName(path: string): string {
  const names = path.split('.').filter((part) => !/^\d+$/.test(part));
  return names.at(-1) ?? path;
}

/** A caller's own word, as far as it is repeated. */
function shown(name: string): string {
  return name.replace(/[^\w.-]/g, '?').slice(0, 100);
}
