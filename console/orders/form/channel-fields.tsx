/** How the CA reaches the company on public record. */
import { useWords, useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { textAt } from './draft.js';
import { FieldHints, RadioField, SelectField, TextField } from './fields.js';
import { useWizard } from './wizard.js';

const PLACE = 'organizationCheck';

export function ChannelFields() {
  const { channelWays, channelSources } = useVocabulary();
  const wayWords = useWords('channelWays');
  const sourceWords = useWords('channelSources');
  const { draft, set } = useWizard();
  const by = textAt(draft.form, `${PLACE}.by`);
  return (
    <>
      <RadioField
        path={`${PLACE}.by`}
        choices={channelWays.map(({ id }) => ({ value: id, words: wayWords(id) }))}
        value={by}
        onChange={(value) => {
          // A number is no address: what belongs to the other way is left out.
          set(`${PLACE}.number`, undefined);
          set(`${PLACE}.address`, undefined);
          set(`${PLACE}.by`, value);
        }}
      />
      {by === 'phone' && <TextField path={`${PLACE}.number`} type="tel" />}
      {by === 'email' && <TextField path={`${PLACE}.address`} type="email" />}
      {by !== '' && (
        <>
          <SelectField
            path={`${PLACE}.source`}
            choices={channelSources.map(({ id }) => ({ value: id, words: sourceWords(id) }))}
            value={textAt(draft.form, `${PLACE}.source`)}
            onChange={(value) => set(`${PLACE}.source`, value)}
          />
          <TextField path={`${PLACE}.where`} isOptional />
          <TextField path={`${PLACE}.slot`} isOptional />
        </>
      )}
      <FieldHints field="organizationCheck" />
    </>
  );
}
