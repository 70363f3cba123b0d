/** What goes out of notices: in which language, by whose clock, where, and by which channel. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answered, api } from '../../api/client.js';
import { useWrite } from '../../api/use-write.js';
import type { components } from '../../generated/api.js';
import { Form, type Typed } from '../../parts/form.js';
import { CheckField, ChoiceField, TextField } from '../../parts/form-field.js';
import { PageHead } from '../../parts/page-head.js';
import { Read } from '../../parts/read.js';
import { ShownOnce } from '../../parts/shown-once.js';
import { useSession } from '../../session/session.js';
import { useTexts } from '../../texts/texts.js';
import { useChoices } from '../choices.js';
import { changesIn } from '../changes.js';
import { COMMON_TEXTS } from '../texts.js';
import { Channels, useChangedChannels, type ChannelChanges } from './channels.js';
import { PREFERENCES, type Preferences } from './reads.js';
import { NOTICE_TEXTS } from './texts.js';

export function Page() {
  const t = useTexts(NOTICE_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const { may } = useSession();
  const query = useQuery(PREFERENCES);
  const mayChange = may('notices.setPreferences');
  return (
    <>
      <PageHead title={t('title')} />
      <p>{t('about')}</p>
      {!mayChange && <p className="small">{common('notAllowed')}</p>}
      <Read query={query}>
        {(preferences) => (
          <fieldset className="bare" disabled={!mayChange}>
            <PreferencesForm preferences={preferences} />
          </fieldset>
        )}
      </Read>
    </>
  );
}

type Reached = Omit<Preferences, 'switchedOff'>;
type Changes = Partial<Reached> & { readonly newWebhookSecret?: boolean; readonly channels: ChannelChanges };

function PreferencesForm({ preferences }: { readonly preferences: Preferences }) {
  const t = useTexts(NOTICE_TEXTS);
  const common = useTexts(COMMON_TEXTS);
  const changedChannels = useChangedChannels();
  const [secret, setSecret] = useState<string>();
  const { send, isSending, error, answer } = useWrite<Changes, components['schemas']['ChangedPreferences']>({
    write: (body, known) => answered(api.PATCH('/v1/notice-preferences', { body, ...known })),
    changes: [PREFERENCES.queryKey],
    done: ({ webhookSecret }) => setSecret(webhookSecret),
  });
  const submit = (typed: Typed) => {
    const { switchedOff: _, ...before } = preferences;
    send({
      ...(changesIn<Reached>(before, reachedIn(typed)) as Partial<Reached> | undefined),
      ...(typed.isOn('newWebhookSecret') && { newWebhookSecret: true }),
      channels: changedChannels(typed, preferences),
    });
  };
  return (
    <>
      {secret !== undefined && (
        <ShownOnce
          key={secret}
          what={t('webhookSecret')}
          secret={secret}
          onKept={() => setSecret(undefined)}
        />
      )}
      <Form error={error} isSending={isSending} submit={common('save')} label={t('title')} onSubmit={submit}>
        <Reach preferences={preferences} secret={secret} />
        <h2>{t('channels')}</h2>
        <Channels switchedOff={preferences.switchedOff} />
      </Form>
      <p role="status">{answer && common('saved')}</p>
    </>
  );
}

function reachedIn(typed: Typed): Reached {
  return {
    language: typed.text('language') as Preferences['language'],
    timeZone: typed.text('timeZone'),
    sms: typed.isOn('sms'),
    mailAddress: typed.given('mailAddress') ?? null,
    webhookUrl: typed.given('webhookUrl') ?? null,
  };
}

interface ReachProps {
  readonly preferences: Preferences;
  readonly secret: string | undefined;
}

function Reach({ preferences, secret }: ReachProps) {
  const t = useTexts(NOTICE_TEXTS);
  const languages = useChoices('noticeLanguages');
  const { language, timeZone, sms, mailAddress, webhookUrl } = preferences;
  return (
    <>
      <h2>{t('reach')}</h2>
      <ChoiceField name="language" label={t('language')} choices={languages} value={language} />
      <TextField
        name="timeZone"
        label={t('timeZone')}
        hint={t('timeZoneHint')}
        value={timeZone}
        offers={Intl.supportedValuesOf('timeZone')}
      />
      <TextField
        name="mailAddress"
        label={t('mailAddress')}
        hint={t('mailHint')}
        value={mailAddress ?? undefined}
        inputMode="email"
        isOptional
      />
      <TextField
        name="webhookUrl"
        label={t('webhookUrl')}
        hint={t('webhookHint')}
        value={webhookUrl ?? undefined}
        inputMode="url"
        isOptional
      />
      {webhookUrl !== null && <CheckField key={secret} name="newWebhookSecret" label={t('newSecret')} />}
      <CheckField name="sms" label={t('sms')} isOn={sms} />
    </>
  );
}
