/** A button for what can't be undone: asked once more, and done once. What is refused is told where it was asked. */
import { Button } from 'antd';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import type { QueryKey } from '@tanstack/react-query';
import { useWrite, type Write } from '../api/use-write.js';
import { texts, useTexts } from '../texts/texts.js';
import { Problem } from './problem.js';
import '../styles/forms.css';

const TEXTS = texts('confirm', { back: { zh: '返回', en: 'Back' } });

export interface ConfirmProps<Output> {
  /** What the button says. */
  readonly button: string;
  /** The same with what it is about, for whoever hears it alone. */
  readonly label: string;
  readonly question: string;
  /** What follows from it. */
  readonly consequence?: string;
  readonly isDangerous?: boolean;
  /** More to decide before it is done. */
  readonly children?: ReactNode;
  readonly write: Write<undefined, Output>['write'];
  readonly changes?: readonly QueryKey[];
  readonly done?: (output: Output) => void;
}

export function Confirm<Output>(props: ConfirmProps<Output>) {
  const { button, label, question, consequence, isDangerous = true, children, write, changes, done } = props;
  const t = useTexts(TEXTS);
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [isOpen, setOpen] = useState(false);
  const { send, isSending, error, forget } = useWrite<undefined, Output>({
    write,
    ...(changes && { changes }),
    done: (output) => {
      dialog.current?.close();
      // What was asked about may be gone, and its button with it.
      document.getElementById('content')?.focus();
      done?.(output);
    },
  });
  useEffect(() => {
    // Once there is something in it to be looked at.
    if (isOpen) dialog.current?.showModal();
  }, [isOpen]);
  return (
    <>
      <Button
        size="small"
        danger={isDangerous}
        aria-label={label}
        aria-haspopup="dialog"
        onClick={() => {
          forget();
          setOpen(true);
        }}
      >
        {button}
      </Button>
      <dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={() => setOpen(false)}>
        {isOpen && (
          <>
            <h2 id={id}>{question}</h2>
            {consequence !== undefined && <p>{consequence}</p>}
            {children}
            {Boolean(error) && <Problem error={error} />}
            <div className="form-buttons">
              <Button onClick={() => dialog.current?.close()}>{t('back')}</Button>
              <Button type="primary" danger={isDangerous} loading={isSending} onClick={() => send(undefined)}>
                {button}
              </Button>
            </div>
          </>
        )}
      </dialog>
    </>
  );
}
