/** A form of these fields outside of the wizard: what no field of it shows is told above its button, and the first wrong one is looked at. */
import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';
import { Problem } from '../../parts/problem.js';
import './wizard.css';

export interface FieldsFormProps {
  readonly label: string;
  readonly submit: string;
  /** Of the last attempt. */
  readonly error: unknown;
  readonly isSending: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

export function FieldsForm({ label, submit, error, isSending, onSubmit, children }: FieldsFormProps) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error === null) return;
    // Once its fields are marked.
    requestAnimationFrame(() => {
      const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      const control = wrong?.matches('[role=radiogroup]') ? wrong.querySelector('input') : wrong;
      control?.focus();
    });
  }, [error]);
  return (
    <form
      ref={form}
      className="wizard"
      noValidate
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {error !== null && <Problem error={error} />}
      <div className="wizard-ways">
        <Button type="primary" htmlType="submit" loading={isSending}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
