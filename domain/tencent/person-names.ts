/** A person's name in two parts, as the reseller's forms have it. */

/** The compound surnames that are in common use; every other Chinese surname has one character. General knowledge. */
const COMPOUND_SURNAMES: readonly string[] = [
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '夏侯',
  '东方',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '长孙',
  '宇文',
  '司徒',
  '端木',
  '司空',
  '南宫',
  '西门',
  '独孤',
  '轩辕',
];

export interface NameInParts {
  readonly first: string;
  readonly last: string;
}

/** Written without blanks a Chinese surname comes first; with blanks the last word is the surname. Neither part is ever empty. */
export function nameInParts(name: string): NameInParts {
  const words = name.trim().split(/\s+/u);
  if (words.length > 1) return { first: words.slice(0, -1).join(' '), last: words.at(-1) ?? '' };
  const characters = Array.from(words[0] ?? '');
  if (characters.length < 2 || !/^\p{Script=Han}/u.test(name.trim())) return { first: name, last: name };
  const length = characters.length > 2 && COMPOUND_SURNAMES.includes(characters.slice(0, 2).join('')) ? 2 : 1;
  return { first: characters.slice(length).join(''), last: characters.slice(0, length).join('') };
}
