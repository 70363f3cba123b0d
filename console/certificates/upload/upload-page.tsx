/** A certificate that was bought elsewhere, taken in: its expiry is watched from then on. */
import { useId } from 'react';
import { useNavigate } from 'react-router';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { components, operations } from '../../generated/api.js';
import { Form, type Typed } from '../../parts/form.js';
import { CheckField, LongTextField, TextField, type FieldProps } from '../../parts/form-field.js';
import { PageHead } from '../../parts/page-head.js';
import { texts, useTexts } from '../../texts/texts.js';
import '../certificates.css';

const TEXTS = texts('certificates/upload', {
  title: { zh: '上传证书', en: 'Upload a certificate' },
  about: {
    zh: '在别处购买的证书:到期时间由这里跟踪,到期前会提醒。上传私钥后可以从这里下载。',
    en: 'A certificate that was bought elsewhere: its expiry is watched here, and told in time. With its private key it can be downloaded from here.',
  },
  certificate: { zh: '证书(PEM)', en: 'Certificate (PEM)' },
  chain: { zh: '证书链(PEM)', en: 'Chain (PEM)' },
  key: { zh: '私钥(PEM)', en: 'Private key (PEM)' },
  keyPassword: { zh: '私钥密码', en: 'Password of the private key' },
  alias: { zh: '别名', en: 'Alias' },
  project: { zh: '项目', en: 'Project' },
  repeatable: { zh: '即使已有这张证书,也再次上传', en: 'Also where it is here already' },
  fromFile: { zh: '{{what}}:从文件读取', en: '{{what}}: from a file' },
  submit: { zh: '上传', en: 'Upload' },
});

type Upload = operations['certificates.upload']['requestBody']['content']['application/json'];
type Uploaded = components['schemas']['UploadedCertificate'];

export function Page() {
  const t = useTexts(TEXTS);
  const navigate = useNavigate();
  const { send, isSending, error } = useWrite<Upload, Uploaded>({
    write: (body, known) => answered(api.POST('/v1/certificates', { body, ...known })),
    changes: [['certificates'], ['plans']],
    done: ({ certificateId, warningsInWords }) =>
      void navigate(`/certificates/${certificateId}`, { state: { warnings: warningsInWords } }),
  });
  return (
    <>
      <PageHead title={t('title')} />
      <p>{t('about')}</p>
      <Form
        error={error}
        isSending={isSending}
        submit={t('submit')}
        cancelTo="/certificates"
        label={t('title')}
        onSubmit={(typed) => send(uploadIn(typed))}
      >
        <PemField name="certificatePem" label={t('certificate')} />
        <PemField name="chainPem" label={t('chain')} isOptional />
        <PemField name="privateKeyPem" label={t('key')} isOptional />
        <TextField
          name="keyPassword"
          label={t('keyPassword')}
          type="password"
          autoComplete="new-password"
          isOptional
        />
        <TextField name="alias" label={t('alias')} isOptional />
        <TextField name="project" label={t('project')} isOptional />
        <CheckField name="repeatable" label={t('repeatable')} />
      </Form>
    </>
  );
}

function uploadIn(typed: Typed): Upload {
  const optional = ['chainPem', 'privateKeyPem', 'keyPassword', 'alias', 'project'] as const;
  const given = optional.flatMap((field) => {
    const value = typed.given(field);
    return value === undefined ? [] : [[field, value] as const];
  });
  return {
    certificatePem: typed.text('certificatePem'),
    ...Object.fromEntries(given),
    ...(typed.isOn('repeatable') && { repeatable: true }),
  };
}

/** Pasted, or read from a file into the same place. */
function PemField(field: FieldProps) {
  const t = useTexts(TEXTS);
  const id = useId();
  const read = async ({ form, files }: HTMLInputElement) => {
    const [file] = Array.from(files ?? []);
    const place = form?.elements.namedItem(field.name);
    if (file && place instanceof HTMLTextAreaElement) place.value = await file.text();
  };
  return (
    <div>
      <LongTextField {...field} />
      <p className="small">
        <label htmlFor={id}>{t('fromFile', { what: field.label })}</label>{' '}
        <input
          id={id}
          type="file"
          accept=".pem,.crt,.cer,.key,.txt"
          onChange={({ target }) => void read(target)}
        />
      </p>
    </div>
  );
}
