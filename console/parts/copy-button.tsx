/** Copies a text, and says so. */
import { Button } from 'antd';
import { useState } from 'react';
import { texts, useTexts } from '../texts/texts.js';

const TEXTS = texts('copy', {
  copy: { zh: '复制', en: 'Copy' },
  copyOf: { zh: '复制{{what}}', en: 'Copy {{what}}' },
  copied: { zh: '已复制', en: 'Copied' },
  select: { zh: '请手动选择并复制', en: 'Select and copy it by hand' },
});

export interface CopyButtonProps {
  readonly text: string;
  /** What it is, for whoever hears the button alone. */
  readonly what: string;
}

export function CopyButton({ text, what }: CopyButtonProps) {
  const t = useTexts(TEXTS);
  const [outcome, setOutcome] = useState<'copied' | 'select'>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      setOutcome('select');
    }
  };
  return (
    <>
      <Button size="small" aria-label={t('copyOf', { what })} onClick={() => void copy()}>
        {t('copy')}
      </Button>
      <span role="status" className="small">
        {outcome !== undefined && t(outcome)}
      </span>
    </>
  );
}
