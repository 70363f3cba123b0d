/** Something that is on or off: switched at once, and shown as the server has it. */
import { useId } from 'react';
import type { QueryKey } from '@tanstack/react-query';
import { useWrite, type Write } from '../../api/use-write.js';
import { Problem } from '../../parts/problem.js';

export interface ToggleProps {
  readonly label: string;
  readonly isOn: boolean;
  /** They may look at it, and nothing more. */
  readonly isFixed: boolean;
  readonly write: Write<boolean, unknown>['write'];
  readonly changes: readonly QueryKey[];
}

export function Toggle({ label, isOn, isFixed, write, changes }: ToggleProps) {
  const id = useId();
  const { send, isSending, error } = useWrite<boolean, unknown>({ write, changes });
  return (
    <div>
      <input
        id={id}
        type="checkbox"
        role="switch"
        checked={isOn}
        disabled={isFixed}
        aria-busy={isSending}
        onChange={({ target }) => send(target.checked)}
      />{' '}
      <label htmlFor={id}>{label}</label>
      {Boolean(error) && <Problem error={error} />}
    </div>
  );
}
