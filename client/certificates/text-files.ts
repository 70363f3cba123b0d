/** Texts as files want them. */

export function withLineBreak(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
