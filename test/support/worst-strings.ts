/** The ten worst strings that a door is handed: what no column holds, what nobody sees, what turns a line into another one. */
export const WORST_STRINGS: Readonly<Record<string, string>> = {
  'a NUL': 'a\u0000b',
  'an escape sequence': '\u001b[2J\u001b]8;;https://example.com\u0007click\u001b]8;;\u0007',
  'a control of C1': 'a\u009b31mb',
  'a lone high surrogate': 'a\ud800b',
  'a lone low surrogate': '\udc00',
  'an override of the direction': 'abc\u202ecba',
  'an isolate of the direction': '\u2066abc',
  'nothing to be seen': '\u200b\u2060\u200b',
  'a faked row': 'a\r\nord_1  issued\u2028b',
  'a hundred thousand characters': 'x'.repeat(100_000),
};
