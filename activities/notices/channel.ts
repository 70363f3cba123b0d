/** What can carry a notice to a person. One file per kind of channel in this folder. */

export interface Notice {
  /** An e-mail address: personal data, never in a log or an error. */
  readonly recipient: string;
  readonly subject: string;
  readonly text: string;
  /** The same for every attempt at the same notice: a receiver that gets it twice can tell. */
  readonly id: string;
}

export interface NoticeChannel {
  /** Throws OrderFailure `MailUnavailable`, without the recipient in its message. */
  send(notice: Notice): Promise<void>;
}
