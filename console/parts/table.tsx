/** A list as a table: the first column names a row, and each heading stands beside its value where there is no room for columns. */
import type { ReactNode } from 'react';

export interface Column<Item> {
  readonly head: string;
  readonly cell: (item: Item) => ReactNode;
  /** Of buttons, which say for themselves what they are. */
  readonly speaksForItself?: boolean;
}

export interface TableProps<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly columns: readonly Column<Item>[];
}

export function Table<Item>({ items, keyOf, columns }: TableProps<Item>) {
  const [naming, ...others] = columns;
  if (!naming) return null;
  return (
    <table className="table">
      <thead>
        <tr>
          {columns.map(({ head }) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={keyOf(item)}>
            <th scope="row" data-label={naming.head}>
              {naming.cell(item)}
            </th>
            {others.map(({ head, cell, speaksForItself = false }) => (
              <td key={head} data-label={speaksForItself ? undefined : head}>
                {cell(item)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
