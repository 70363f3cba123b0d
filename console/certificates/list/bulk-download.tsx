/** The packs of all certificates that are chosen, in one archive; what can't be had is told, and the rest is saved. */
import { Button } from 'antd';
import { useId, useState } from 'react';
import { api } from '../../api/client.js';
import { fileOf, saveFile } from '../../api/save-file.js';
import { Problem } from '../../parts/problem.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useVocabulary, type Vocabulary } from '../../vocabulary/use-vocabulary.js';
import { at, type Certificate } from '../reads.js';
import type { PackFormat } from '../page/downloads.js';
import { LIST_TEXTS } from './texts.js';

interface Outcome {
  readonly saved: number;
  readonly failed: readonly { readonly names: string; readonly error: unknown }[];
}

export function BulkDownload({ certificates }: { readonly certificates: readonly Certificate[] }) {
  const t = useTexts(LIST_TEXTS);
  const say = useSay();
  const id = useId();
  const { may } = useSession();
  const { packFormats } = useVocabulary();
  const [format, setFormat] = useState(firstOf(packFormats));
  const [isUnderWay, setUnderWay] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  if (!may('certificates.pack')) return null;
  const download = async () => {
    setUnderWay(true);
    setOutcome(await savedPacks(certificates, format));
    setUnderWay(false);
  };
  return (
    <div className="filters">
      <span role="status">{t('chosen', { count: certificates.length })}</span>
      <div>
        <label htmlFor={id}>{t('format')}</label>
        <select id={id} value={format} onChange={({ target }) => setFormat(target.value as PackFormat)}>
          {packFormats.map((word) => (
            <option key={word.id} value={word.id}>
              {say(word)}
            </option>
          ))}
        </select>
      </div>
      <Button disabled={certificates.length === 0} loading={isUnderWay} onClick={() => void download()}>
        {t('download')}
      </Button>
      {outcome && <span role="status">{t('saved', { count: outcome.saved })}</span>}
      {outcome?.failed.map(({ names, error }) => (
        <div key={names}>
          <p>{t('notSaved', { names })}</p>
          <Problem error={error} />
        </div>
      ))}
    </div>
  );
}

function firstOf(formats: Vocabulary['packFormats']): PackFormat {
  return (formats[0]?.id ?? 'pem') as PackFormat;
}

/** One after another: each opens a private key on the server. */
async function savedPacks(certificates: readonly Certificate[], format: PackFormat): Promise<Outcome> {
  const { unzipSync, zipSync } = await import('fflate');
  const files: Record<string, Uint8Array> = {};
  const failed: { readonly names: string; readonly error: unknown }[] = [];
  for (const { certificateId, names } of certificates) {
    try {
      const pack = await fileOf(
        api.POST('/v1/certificates/{certificateId}/pack', {
          ...at(certificateId),
          body: { format },
          parseAs: 'blob',
        }),
      );
      const unpacked = unzipSync(new Uint8Array(await pack.content.arrayBuffer()));
      for (const [path, content] of Object.entries(unpacked)) files[`${certificateId}/${path}`] = content;
    } catch (error) {
      failed.push({ names: names.join(', '), error });
    }
  }
  const saved = certificates.length - failed.length;
  if (saved > 0) {
    const content = new Blob([zipSync(files)], { type: 'application/zip' });
    saveFile({ name: `certificates-${format}.zip`, content });
  }
  return { saved, failed };
}
