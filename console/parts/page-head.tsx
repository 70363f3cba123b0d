/** A page's one heading, its name in the browser's tab, and what can be done with the whole of it. */
import { useEffect, type ReactNode } from 'react';

export interface PageHeadProps {
  readonly title: string;
  readonly children?: ReactNode;
}

export function PageHead({ title, children }: PageHeadProps) {
  useEffect(() => {
    document.title = `${title} · Sealflow`;
  }, [title]);
  return (
    <div className="page-head">
      <h1>{title}</h1>
      {children !== undefined && <div className="page-actions">{children}</div>}
    </div>
  );
}
