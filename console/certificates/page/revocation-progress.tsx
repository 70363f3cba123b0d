/** A request to revoke: where it stands, whose turn it is, what is to be shown, and a look at the CA now. */
import { Button } from 'antd';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { components } from '../../generated/api.js';
import { CopyButton } from '../../parts/copy-button.js';
import { Problem } from '../../parts/problem.js';
import { useSession } from '../../session/session.js';
import { useSay, useTexts } from '../../texts/texts.js';
import { useTimes } from '../../texts/times.js';
import { useWords } from '../../vocabulary/use-vocabulary.js';
import { at, CHANGED, type Revocation } from '../reads.js';
import { RevocationLetters } from './revocation-letters.js';
import { REVOCATION_TEXTS } from './revocation-texts.js';

export function RevocationProgress({ revocation }: { readonly revocation: Revocation }) {
  const t = useTexts(REVOCATION_TEXTS);
  const say = useSay();
  const times = useTimes();
  const [stateWord, reasonWord, proofWord, partyWord] = [
    useWords('revocationStates'),
    useWords('revocationReasons'),
    useWords('revocationProofs'),
    useWords('parties'),
  ];
  const { state, reason, proof, party, since, deadline, nextAction, detail, detailChinese } = revocation;
  const { requestedBy, requestedAt, endedAt, validations } = revocation;
  return (
    <>
      <dl className="facts">
        <dt>{t('state')}</dt>
        <dd>
          <strong role="status">{stateWord(state)}</strong>
        </dd>
        <dt>{t('reason')}</dt>
        <dd>{reasonWord(reason)}</dd>
        <dt>{t('proof')}</dt>
        <dd>{proofWord(proof)}</dd>
        {party !== null && (
          <>
            <dt>{t('turn')}</dt>
            <dd>
              {partyWord(party)} {since !== null && t('since', { at: times.dateTime(since) })}
            </dd>
          </>
        )}
        {nextAction && (
          <>
            <dt>{t('next')}</dt>
            <dd>{say(nextAction.page)}</dd>
          </>
        )}
        {deadline !== null && (
          <>
            <dt>{t('deadline')}</dt>
            <dd>{times.dateTime(deadline)}</dd>
          </>
        )}
        {detail !== null && (
          <>
            <dt>{t('detail')}</dt>
            <dd className="words">{say({ en: detail, zh: detailChinese ?? detail })}</dd>
          </>
        )}
        <dt>{t('asked')}</dt>
        <dd>{t('askedBy', { who: requestedBy, at: times.dateTime(requestedAt) })}</dd>
        {endedAt !== null && (
          <>
            <dt>{t('ended')}</dt>
            <dd>{times.dateTime(endedAt)}</dd>
          </>
        )}
      </dl>
      {endedAt === null && validations.length > 0 && <Records validations={validations} />}
      {endedAt === null && <CheckNow revocation={revocation} />}
      {(proof === 'letter' || revocation.letters.length > 0) && <RevocationLetters revocation={revocation} />}
    </>
  );
}

function CheckNow({ revocation: { certificateId } }: { readonly revocation: Revocation }) {
  const t = useTexts(REVOCATION_TEXTS);
  const { may } = useSession();
  const { send, isSending, error, answer } = useWrite<undefined, components['schemas']['RevocationCheck']>({
    write: (_nothing, known) =>
      answered(
        api.POST('/v1/certificates/{certificateId}/revocation/check', {
          ...at(certificateId),
          body: {},
          ...known,
        }),
      ),
    changes: CHANGED,
  });
  if (!may('certificates.checkRevocation')) return null;
  return (
    <>
      <Button loading={isSending} onClick={() => send(undefined)}>
        {t('check')}
      </Button>
      <p role="status">{answer && t(answer.signalled ? 'checked' : 'notTold')}</p>
      {Boolean(error) && <Problem error={error} />}
    </>
  );
}

function Records({ validations }: { readonly validations: Revocation['validations'] }) {
  const t = useTexts(REVOCATION_TEXTS);
  return (
    <table className="table">
      <caption>{t('records')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('type')}</th>
          <th scope="col">{t('recordName')}</th>
          <th scope="col">{t('value')}</th>
        </tr>
      </thead>
      <tbody>
        {validations.map(({ name, method, record, file }) => {
          const [place, value] = [record?.name ?? file?.url ?? '', record?.value ?? file?.content ?? ''];
          return (
            <tr key={`${name} ${place}`}>
              <th scope="row" data-label={t('name')}>
                {name}
              </th>
              <td data-label={t('type')}>{record?.type ?? method}</td>
              <td data-label={t('recordName')}>
                <code>{place}</code> <CopyButton text={place} what={place} />
              </td>
              <td data-label={t('value')}>
                <code>{value}</code> <CopyButton text={value} what={value} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
