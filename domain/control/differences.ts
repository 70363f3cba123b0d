/** What differs between two texts that look alike: copied through a word processor, a chat, an editor that adds marks. Pure. */
import type { Bilingual } from '../bilingual.js';
import { chineseNameOfCharacter, nameOfCharacter } from '../characters.js';
import { composed, quoted } from '../told.js';
import { DIFFERENCES, RECORD_TEXTS } from './finding-texts.js';
import { isUnseen } from './shown-values.js';

/** Differences that are told; the first ones show where the others come from. */
const DIFFERENCES_TOLD = 3;

/** Letters of other scripts that are drawn like Latin ones, and the quotes and dashes that word processors put in (UTS 39). */
const DRAWN_LIKE_ASCII =
  /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Pd}\p{Pi}\p{Pf}]$/u;

interface Step {
  readonly difference?: Bilingual;
  /** How many characters of each text are done with. */
  readonly expected: 0 | 1;
  readonly found: 0 | 1;
}

/**
 * `U+200B ZERO WIDTH SPACE too much at character 9`: in words with code points, where `found` looks like `expected` and is
 * not. Undefined where both are the same, and where a reader sees the difference without help.
 */
export function hiddenDifference(expected: string, found: string): Bilingual | undefined {
  const wanted = Array.from(expected);
  const seen = Array.from(found);
  const told: Bilingual[] = [];
  for (let [at, of] = [0, 0]; at < wanted.length || of < seen.length;) {
    const step = stepAt(wanted[at], seen[of], of + 1);
    if (!step) return undefined;
    if (step.difference !== undefined) told.push(step.difference);
    at += step.expected;
    of += step.found;
  }
  const more = told.length - DIFFERENCES_TOLD;
  if (told.length === 0) return undefined;
  return composed((language) => {
    const first = told.slice(0, DIFFERENCES_TOLD).map((difference) => difference[language]);
    const listed = first.join(language === 'zh' ? ',' : ', ');
    return more > 0 ? listed + RECORD_TEXTS.moreDifferences(more)[language] : listed;
  });
}

/** Undefined where the two characters differ for everybody to see. `position` is that of the found one. */
function stepAt(wanted: string | undefined, seen: string | undefined, position: number): Step | undefined {
  if (wanted === seen) return { expected: 1, found: 1 };
  if (wanted !== undefined && seen !== undefined && isDrawnAlike(wanted, seen)) {
    const difference = DIFFERENCES.inPlaceOf(named(seen), named(wanted), position);
    return { difference, expected: 1, found: 1 };
  }
  if (seen !== undefined && isUnseen(seen))
    return { difference: DIFFERENCES.tooMuch(named(seen), position), expected: 0, found: 1 };
  if (wanted !== undefined && isUnseen(wanted))
    return { difference: DIFFERENCES.missing(named(wanted), position), expected: 1, found: 0 };
  return undefined;
}

function isDrawnAlike(wanted: string, seen: string): boolean {
  if (isBlank(wanted) && isBlank(seen)) return true;
  if (isUnseen(wanted) || isUnseen(seen)) return false;
  return wanted.normalize('NFKC') === seen.normalize('NFKC') || DRAWN_LIKE_ASCII.test(seen);
}

function isBlank(character: string): boolean {
  return /^[\p{Zs}\t]$/u.test(character);
}

/** ASCII that shows as itself is quoted, everything else named. */
function named(character: string): Bilingual {
  if (/^[!-~]$/.test(character)) return quoted(JSON.stringify(character));
  return { zh: chineseNameOfCharacter(character), en: nameOfCharacter(character) };
}
