/** The key: made here, under a password where one is wanted, or elsewhere, with a CSR that is pasted and read back. */
import { useSay, useTexts } from '../../texts/texts.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { CsrReadBack } from './csr-read-back.js';
import { textAt, valueAt } from './draft.js';
import { CheckField, Field, FieldHints, RadioField, useFieldName, type Marks } from './fields.js';
import { WIZARD_TEXTS } from './texts.js';
import { useWizard } from './wizard.js';

const AS_BEFORE = 'as-before';

export function KeyStep() {
  const t = useTexts(WIZARD_TEXTS);
  const { draft, isChange, set, change, setKeyPassword } = useWizard();
  const mode = textAt(draft.form, 'csr.mode') || (isChange ? AS_BEFORE : 'generate');
  return (
    <>
      <RadioField
        path="csr.mode"
        choices={[
          ...(isChange ? [{ value: AS_BEFORE, words: t('asBefore') }] : []),
          { value: 'generate', words: t('generate') },
          { value: 'paste', words: t('paste') },
        ]}
        value={mode}
        onChange={(value) => {
          // What belongs to the other way does not come along.
          set('csr', value === AS_BEFORE ? undefined : { mode: value });
          if (value !== 'paste') return;
          change({ wantsPassword: false });
          setKeyPassword('');
        }}
      />
      {mode === 'paste' && <Pasted />}
      {mode === 'generate' && <MadeHere />}
      {mode !== 'paste' && (isChange ? <NewKeyPassword /> : <KeyPassword />)}
      <Warnings />
    </>
  );
}

function MadeHere() {
  const t = useTexts(WIZARD_TEXTS);
  const keyWords = useWords('keyAlgorithms');
  const hashWords = useWords('signatureHashes');
  const { draft, product, set } = useWizard();
  const recommended = product?.keys.find(({ isRecommended }) => isRecommended)?.algorithm ?? '';
  return (
    <>
      <RadioField
        path="csr.algorithm"
        choices={(product?.keys ?? []).map(({ algorithm, isRecommended }) => ({
          value: algorithm,
          words: `${keyWords(algorithm)}${isRecommended ? ` ${t('recommended')}` : ''}`,
        }))}
        value={textAt(draft.form, 'csr.algorithm') || recommended}
        onChange={(value) => set('csr.algorithm', value)}
      />
      <RadioField
        path="csr.hash"
        choices={(product?.hashes ?? []).map((value) => ({ value, words: hashWords(value) }))}
        value={textAt(draft.form, 'csr.hash') || (product?.hashes[0] ?? '')}
        onChange={(value) => set('csr.hash', value)}
      />
    </>
  );
}

function KeyPassword() {
  const t = useTexts(WIZARD_TEXTS);
  const { draft, change, setKeyPassword } = useWizard();
  return (
    <>
      <CheckField
        id="wants-password"
        label={t('withPassword')}
        isOn={draft.wantsPassword}
        onChange={(isOn) => {
          change({ wantsPassword: isOn });
          if (!isOn) setKeyPassword('');
        }}
      />
      <FieldHints field="keyPassword" />
      {draft.wantsPassword && <Field path="keyPassword">{(marks) => <PasswordInput marks={marks} />}</Field>}
    </>
  );
}

function PasswordInput({ marks }: { readonly marks: Marks }) {
  const { keyPassword, setKeyPassword } = useWizard();
  return (
    <input
      {...marks}
      type="password"
      autoComplete="new-password"
      value={keyPassword}
      onChange={({ target }) => setKeyPassword(target.value)}
    />
  );
}

/** Nobody can read the old one: where there was one, the server wants to hear what becomes of it. */
function NewKeyPassword() {
  const t = useTexts(WIZARD_TEXTS);
  const nameOf = useFieldName();
  const { draft, set, change, setKeyPassword } = useWizard();
  const isNone = valueAt(draft.form, 'keyPassword') === false;
  return (
    <>
      <RadioField
        path="keyPassword"
        choices={[
          { value: 'none', words: t('noPassword') },
          { value: 'own', words: t('withPassword') },
        ]}
        value={draft.wantsPassword ? 'own' : isNone ? 'none' : ''}
        onChange={(value) => {
          set('keyPassword', value === 'none' ? false : undefined);
          change({ wantsPassword: value === 'own' });
          setKeyPassword('');
        }}
      />
      {draft.wantsPassword && (
        <Field path="keyPassword.text" label={nameOf('keyPassword')}>
          {(marks) => <PasswordInput marks={marks} />}
        </Field>
      )}
    </>
  );
}

function Pasted() {
  const { draft, set, check } = useWizard();
  return (
    <>
      <Field path="csr.pem">
        {(marks) => (
          <textarea
            {...marks}
            rows={8}
            spellCheck={false}
            className="wizard-code"
            value={textAt(draft.form, 'csr.pem')}
            onChange={({ target }) => set('csr.pem', target.value)}
          />
        )}
      </Field>
      <div role="status">{check?.csr && <CsrReadBack csr={check.csr} />}</div>
    </>
  );
}

function Warnings() {
  const say = useSay();
  const { check } = useWizard();
  return (
    <div role="status">
      {(check?.warnings ?? []).map((warning) => (
        <p key={warning.en} className="wizard-warning">
          {say(warning)}
        </p>
      ))}
    </div>
  );
}
