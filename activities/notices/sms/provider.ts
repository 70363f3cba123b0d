/** What can send a text message. One adapter per service; wire formats stay inside it. */

export interface TextMessage {
  /** E.164, such as `+8613800000000`: personal data, never in a log or an error. */
  readonly phone: string;
  /** Of a text that the service has approved. */
  readonly templateId: string;
  /** What stands in its gaps, in their order, by name. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  /** The notice's id: what the service shows beside the message. It does not keep a second one from being sent. */
  readonly id: string;
}

/** `undeliverable`: this message can't reach this number, however often it is tried, or nobody knows whether it was sent. */
export type SmsOutcome = 'delivered' | 'undeliverable';

export interface SmsProvider {
  /** Sends once, and never again by itself. Throws OrderFailure `SmsUnavailable`, with the service's code alone, where trying again may help. */
  send(message: TextMessage): Promise<SmsOutcome>;
}

export interface SmsProviderSettings {
  /** Base URL, without a slash at its end. */
  readonly endpoint: string;
  /** As approved, without brackets. */
  readonly signName: string;
  readonly keyId: string;
  readonly keySecret: string;
}
