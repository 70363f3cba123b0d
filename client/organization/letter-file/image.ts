/** A picture as a letter: decoded to its last line, with what libvips warns of taken as damage. */
import { LETTER_LIMITS, type LetterProblem } from '../../../domain/organization/letter-rules.js';

/** JPEG, PNG or GIF, of which the first picture counts. Undefined where all of it can be shown. */
export async function lookIntoImage(content: Uint8Array): Promise<LetterProblem | undefined> {
  // Loaded when it is needed: it brings libraries of 20 MB, and most commands look at no letter.
  const { default: sharp } = await import('sharp');
  try {
    const { width, height } = await sharp(content, { limitInputPixels: false }).metadata();
    if (width * height > LETTER_LIMITS.pixels) return 'too-many-pixels';
    await sharp(content, { failOn: 'warning', limitInputPixels: LETTER_LIMITS.pixels, sequentialRead: true })
      .timeout({ seconds: LETTER_LIMITS.secondsToOpen })
      // One octet a pixel is the least that has every line decoded.
      .greyscale()
      .raw()
      .toBuffer();
    return undefined;
  } catch {
    return 'damaged';
  }
}
