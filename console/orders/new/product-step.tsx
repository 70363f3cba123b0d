/** What is ordered: brand, type, kind of names and years, each with what the server says of it. */
import { useTexts } from '../../texts/texts.js';
import { useMoney } from '../../texts/money.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { textAt } from '../form/draft.js';
import { FieldHints, RadioField } from '../form/fields.js';
import { ProductNeeds } from './product-needs.js';
import { WIZARD_TEXTS } from '../form/texts.js';
import { useWizard } from '../form/wizard.js';

export function ProductStep() {
  const t = useTexts(WIZARD_TEXTS);
  const brandWords = useWords('brandChoices');
  const typeWords = useWords('certificateTypeChoices');
  const { draft, products, product, set, change } = useWizard();
  const brand = textAt(draft.form, 'brand');
  const brands = [...new Set(products.map((each) => each.brand))];
  const types = [...new Set(products.filter((each) => each.brand === brand).map(({ type }) => type))];
  return (
    <>
      <RadioField
        path="brand"
        choices={brands.map((value) => ({ value, words: brandWords(value) }))}
        value={brand}
        onChange={(value) => {
          const offered = products.filter((each) => each.brand === value).map(({ type }) => type as string);
          set('brand', value);
          if (!offered.includes(textAt(draft.form, 'type'))) set('type', offered[0]);
          change({ kind: '' });
        }}
      />
      {types.length > 0 && (
        <RadioField
          path="type"
          choices={types.map((value) => ({ value, words: typeWords(value) }))}
          value={textAt(draft.form, 'type')}
          onChange={(value) => set('type', value)}
        />
      )}
      {product && <Kinds />}
      {product && (
        <RadioField
          path="planYears"
          choices={product.years.map((count) => ({
            value: String(count),
            words: t('years', { count }),
          }))}
          value={textAt(draft.form, 'planYears') || '1'}
          onChange={(value) => set('planYears', Number(value))}
        />
      )}
      <FieldHints field="type" />
      {product && <ProductNeeds product={product} />}
    </>
  );
}

function Kinds() {
  const t = useTexts(WIZARD_TEXTS);
  const money = useMoney();
  const kindWords = useWords('kinds');
  const { draft, rows, change } = useWizard();
  const priceOf = (perYear: number, perFurtherName: number): string => {
    if (perYear === 0) return t('free');
    const price = money(perYear, 'CNY');
    return perFurtherName === 0
      ? t('perYear', { price })
      : t('perYearAndName', { price, further: money(perFurtherName, 'CNY') });
  };
  const kinds = rows.flatMap((row) => row.kinds);
  return (
    <RadioField
      path="kind"
      label={t('kind')}
      choices={kinds.map(({ kind, perYear, perFurtherName }) => ({
        value: kind,
        words: kindWords(kind),
        about: priceOf(perYear, perFurtherName),
      }))}
      value={draft.kind || (kinds[0]?.kind ?? '')}
      onChange={(kind) => change({ kind })}
    />
  );
}
