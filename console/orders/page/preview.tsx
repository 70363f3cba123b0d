/** A paper as it looks: pages of a PDF drawn here, a picture as it is. Nothing of it is run. */
import { useEffect, useState } from 'react';
import { Loading } from '../../parts/loading.js';
import { useTexts } from '../../texts/texts.js';
import { PEOPLE_TEXTS } from './people-texts.js';

/** A letter has one or two; nobody waits for the pictures of a book. */
const MOST_PAGES = 6;

export interface PreviewProps {
  readonly content: Blob;
  readonly label: string;
}

type Shown =
  | { readonly kind: 'pages'; readonly urls: readonly string[]; readonly isCut: boolean }
  | { readonly kind: 'nothing' };

export function Preview({ content, label }: PreviewProps) {
  const t = useTexts(PEOPLE_TEXTS);
  const [shown, setShown] = useState<Shown>();
  useEffect(() => {
    const urls: string[] = [];
    let isOver = false;
    const show = async () => {
      const blobs = content.type === 'application/pdf' ? await pagesOf(content) : [content];
      if (isOver) return;
      urls.push(...blobs.slice(0, MOST_PAGES).map((blob) => URL.createObjectURL(blob)));
      setShown({ kind: 'pages', urls, isCut: blobs.length > MOST_PAGES });
    };
    setShown(undefined);
    show().catch(() => setShown({ kind: 'nothing' }));
    return () => {
      isOver = true;
      for (const url of urls) URL.revokeObjectURL(url);
    };
  }, [content]);
  if (!shown) return <Loading />;
  if (shown.kind === 'nothing') return <p role="status">{t('noPreview')}</p>;
  const { urls, isCut } = shown;
  return (
    <div role="group" aria-label={label}>
      <div className="letter-pages">
        {urls.map((url, index) => (
          <img
            key={url}
            src={url}
            alt={content.type === 'application/pdf' ? t('pageOf', { page: index + 1 }) : t('picture')}
            onError={() => setShown({ kind: 'nothing' })}
          />
        ))}
      </div>
      {isCut && <p className="small">{t('morePages', { count: MOST_PAGES })}</p>}
    </div>
  );
}

/** Pictures of its pages, and one more where there are more. */
async function pagesOf(content: Blob): Promise<Blob[]> {
  const { getDocumentProxy } = await import('unpdf');
  const document_ = await getDocumentProxy(new Uint8Array(await content.arrayBuffer()));
  const pages: Blob[] = [];
  for (let number = 1; number <= Math.min(document_.numPages, MOST_PAGES + 1); number += 1) {
    const page = await document_.getPage(number);
    const viewport = page.getViewport({ scale: 1 });
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.ceil(viewport.width), Math.ceil(viewport.height)];
    await page.render({ canvas, viewport }).promise;
    pages.push(await pictureOf(canvas));
  }
  return pages;
}

function pictureOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/png');
  });
}
