/** What can carry a notice to a person. One file per kind of channel in this folder. */

export interface Notice {
  /** An e-mail address: personal data, never in a log or an error. */
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  /** The same in HTML. */
  readonly html: string;
  readonly attachments: readonly MailAttachment[];
  /** The same for every attempt at the same notice: a receiver that gets it twice can tell. */
  readonly id: string;
}

/** Personal data may be in it: for the mail alone. */
export interface MailAttachment {
  readonly filename: string;
  readonly contentType: string;
  readonly content: Uint8Array;
}

export interface NoticeChannel {
  /** Throws OrderFailure `MailUnavailable`, without the recipient in its message. */
  send(notice: Notice): Promise<void>;
}
