/** A secret that is shown this once: told so, with a button to copy it, until it is put away. */
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { texts, useTexts } from '../texts/texts.js';
import { CopyButton } from './copy-button.js';
import '../styles/forms.css';

const TEXTS = texts('shown-once', {
  once: {
    zh: '只显示这一次:请现在复制并妥善保存,离开后无法再次查看。',
    en: 'Shown this once: copy it now and keep it safe. It can’t be looked at again.',
  },
  kept: { zh: '我已保存', en: 'I have kept it' },
});

export interface ShownOnceProps {
  /** What it is. */
  readonly what: string;
  readonly secret: string;
  readonly onKept: () => void;
}

export function ShownOnce({ what, secret, onKept }: ShownOnceProps) {
  const t = useTexts(TEXTS);
  const place = useRef<HTMLElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <section ref={place} className="once" aria-label={what} tabIndex={-1}>
      <p>
        <strong>{what}</strong>
      </p>
      <p>{t('once')}</p>
      <p>
        <code>{secret}</code> <CopyButton text={secret} what={what} />
      </p>
      <Button onClick={onKept}>{t('kept')}</Button>
    </section>
  );
}
