/** Server-sent events as they stand on the wire (HTML, section 9.2). */

export interface ServerSent {
  readonly name?: string;
  readonly id?: string | undefined;
  readonly data?: object;
}

/**
 * One event. An id without data is taken note of and tells nobody anything, so that whoever resumes after a quiet day begins where it
 * ended. No line of it can be broken: JSON has no line breaks, names and ids are ours.
 */
export function serverSent({ name, id, data }: ServerSent): string {
  const lines = [
    ...(name === undefined ? [] : [`event: ${name}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(data === undefined ? [] : [`data: ${JSON.stringify(data)}`]),
  ];
  return `${lines.join('\n')}\n\n`;
}

export function serverSentRetry(milliseconds: number): string {
  return `retry: ${milliseconds}\n\n`;
}

/** A comment: keeps what is between from closing a silent connection. */
export const HEARTBEAT = ':\n\n';
