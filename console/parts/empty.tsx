/** Nothing is there yet: why, and what to do first. */
import type { ReactNode } from 'react';

export interface EmptyProps {
  readonly what: string;
  /** The first step, as a link or a button. */
  readonly children?: ReactNode;
}

export function Empty({ what, children }: EmptyProps) {
  return (
    <div className="empty">
      <p>{what}</p>
      {children}
    </div>
  );
}
