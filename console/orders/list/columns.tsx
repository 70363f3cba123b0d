/** Which columns the list shows: somebody's own choice, kept in their browser. */
import { useTexts } from '../../texts/texts.js';
import { useKept } from './kept.js';
import { LIST_TEXTS } from './texts.js';

export const COLUMNS = ['state', 'turn', 'left', 'next', 'product', 'labels', 'created'] as const;
export type Column = (typeof COLUMNS)[number];

const USUAL: readonly Column[] = ['state', 'turn', 'left', 'next', 'labels'];

export function useColumns(): readonly [readonly Column[], (columns: readonly Column[]) => void] {
  return useKept('columns', (stored) =>
    Array.isArray(stored) ? COLUMNS.filter((column) => stored.includes(column)) : USUAL,
  );
}

export interface ColumnChoiceProps {
  readonly columns: readonly Column[];
  readonly onChange: (columns: readonly Column[]) => void;
}

export function ColumnChoice({ columns, onChange }: ColumnChoiceProps) {
  const t = useTexts(LIST_TEXTS);
  return (
    <details>
      <summary>{t('columns')}</summary>
      <ul className="order-choices">
        {COLUMNS.map((column) => (
          <li key={column}>
            <label>
              <input
                type="checkbox"
                checked={columns.includes(column)}
                onChange={({ target }) =>
                  onChange(
                    COLUMNS.filter((each) => (each === column ? target.checked : columns.includes(each))),
                  )
                }
              />{' '}
              {t(column)}
            </label>
          </li>
        ))}
      </ul>
    </details>
  );
}
