/** Parameters as they come on the wire: a JSON body, or a query or form whose lists and objects are flattened (`Tags.0.TagKey=…`). */
import { TencentError } from '../error.js';
import { NO_JSON_OBJECT, UNREADABLE_QUERY } from '../texts.js';
import type { Tell } from './input.js';

type Json = Readonly<Record<string, unknown>>;

/** Throws TencentError InvalidParameter for what is no JSON object. Nothing at all is an object without a field. */
export function fromJson(body: Buffer, tell: Tell): Json {
  if (body.length === 0) return {};
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new TencentError('InvalidParameter', tell(NO_JSON_OBJECT));
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw new TencentError('InvalidParameter', tell(NO_JSON_OBJECT));
  }
  return read as Json;
}

/** As they were sent, each once. Throws TencentError InvalidParameter for a name that comes twice. */
export function flatParameters(text: string, tell: Tell): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (flat.has(name)) throw new TencentError('InvalidParameter', tell(UNREADABLE_QUERY));
    flat.set(name, value);
  }
  return flat;
}

/** Deeper than anything in the contracts. */
const DEEPEST = 8;

type Node = Map<string, Node | string>;

/** Lists and objects again. Throws TencentError InvalidParameter where a name is both a value and more than one. */
export function nested(flat: ReadonlyMap<string, string>, tell: Tell): Json {
  const root: Node = new Map();
  for (const [path, value] of flat) {
    const parts = path.split('.');
    if (parts.length > DEEPEST) throw new TencentError('InvalidParameter', tell(UNREADABLE_QUERY));
    if (!placed(root, parts, value)) throw new TencentError('InvalidParameter', tell(UNREADABLE_QUERY));
  }
  return Object.fromEntries([...root].map(([name, node]) => [name, built(node)]));
}

/** False where something else stands there. */
function placed(root: Node, parts: readonly string[], value: string): boolean {
  let node = root;
  for (const part of parts.slice(0, -1)) {
    const next = node.get(part) ?? new Map<string, Node | string>();
    if (typeof next === 'string') return false;
    node.set(part, next);
    node = next;
  }
  const last = parts.at(-1) ?? '';
  if (node.has(last)) return false;
  node.set(last, value);
  return true;
}

function built(node: Node | string): unknown {
  if (typeof node === 'string') return node;
  const entries = [...node];
  if (entries.every(([name]) => /^\d{1,6}$/.test(name))) {
    return entries.sort(([one], [other]) => Number(one) - Number(other)).map(([, entry]) => built(entry));
  }
  return Object.fromEntries(entries.map(([name, entry]) => [name, built(entry)]));
}
