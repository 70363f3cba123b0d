/** What somebody keeps of the list in this browser: columns and filters, each person's their own. */
import { useCallback, useState } from 'react';
import { useSession } from '../../session/session.js';

/** A value that stays over reloads; `read` makes sense of whatever stands there: another version may have written it. */
export function useKept<Value>(
  what: string,
  read: (stored: unknown) => Value,
): readonly [Value, (value: Value) => void] {
  const { id } = useSession();
  const key = `sealflow.orders.${what} ${id}`;
  const [value, setValue] = useState(() => read(stored(key)));
  const keep = useCallback(
    (next: Value) => {
      localStorage.setItem(key, JSON.stringify(next));
      setValue(next);
    },
    [key],
  );
  return [value, keep];
}

function stored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as unknown;
  } catch {
    return null;
  }
}
