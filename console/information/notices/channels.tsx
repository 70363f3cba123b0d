/** Which notices go out by which channel: a box for each. */
import type { Typed } from '../../parts/form.js';
import { useTexts } from '../../texts/texts.js';
import { useChoices } from '../choices.js';
import type { Channel, Kind, Preferences } from './reads.js';
import { useVocabulary } from '../../vocabulary/use-vocabulary.js';
import { NOTICE_TEXTS } from './texts.js';

/** The inbox can't be switched off. */
function useOutsideChannels() {
  return useChoices('noticeChannels').filter(({ value }) => value !== 'inbox');
}

/** By which of them notices of a kind go out at all. */
function useKindChannels(): (kind: string, channel: string) => boolean {
  const { noticeKinds } = useVocabulary();
  return (kind, channel) =>
    noticeKinds.some(({ id, channels }) => id === kind && channels.some((each) => each === channel));
}

function nameOf(kind: string, channel: string): string {
  return `channels.${kind}.${channel}`;
}

export function Channels({ switchedOff }: Pick<Preferences, 'switchedOff'>) {
  const t = useTexts(NOTICE_TEXTS);
  const kinds = useChoices('noticeKinds');
  const channels = useOutsideChannels();
  const goesOut = useKindChannels();
  return (
    <table className="table">
      <caption className="unseen">{t('channels')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('kind')}</th>
          {channels.map(({ value, words }) => (
            <th key={value} scope="col">
              {words}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {kinds.map((kind) => (
          <tr key={kind.value}>
            <th scope="row">{kind.words}</th>
            {channels.map((channel) => (
              <td
                key={channel.value}
                {...(goesOut(kind.value, channel.value) && { 'data-label': channel.words })}
              >
                {goesOut(kind.value, channel.value) && (
                  <input
                    type="checkbox"
                    name={nameOf(kind.value, channel.value)}
                    aria-label={t('kindBy', { kind: kind.words, channel: channel.words })}
                    defaultChecked={
                      switchedOff[kind.value as Kind]?.includes(channel.value as Channel) !== true
                    }
                  />
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export type ChannelChanges = Partial<Record<Kind, Partial<Record<Channel, boolean>>>>;

/** Those alone that are another than they were. */
export function useChangedChannels(): (typed: Typed, before: Preferences) => ChannelChanges {
  const kinds = useChoices('noticeKinds');
  const channels = useOutsideChannels();
  const goesOut = useKindChannels();
  return (typed, { switchedOff }) => {
    const changed = kinds.map(({ value }) => {
      const kind = value as Kind;
      const ofKind = channels.flatMap(({ value: word }) => {
        if (!goesOut(kind, word)) return [];
        const channel = word as Channel;
        const wasOn = switchedOff[kind]?.includes(channel) !== true;
        const isOn = typed.isOn(nameOf(kind, channel));
        return isOn === wasOn ? [] : [[channel, isOn] as const];
      });
      return [kind, Object.fromEntries(ofKind)] as const;
    });
    return Object.fromEntries(changed.filter(([, ofKind]) => Object.keys(ofKind).length > 0));
  };
}
