/**
 * A PDF as a letter: opened by pdf.js in a process of its own, for a time. Of 100 KB a PDF can unpack to what keeps a
 * process busy for minutes, or ends it, and pdf.js can't be interrupted.
 */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import {
  LETTER_LIMITS,
  LETTER_PROBLEMS,
  type LetterProblem,
} from '../../../domain/organization/letter-rules.js';

/** ISO 32000-1, section 7.5.2: a PDF begins with it. Some readers look for it in the first 1,024 octets, others don't. */
const HEADER = '%PDF-';
/** Section 7.5.5: its last line, for which readers look in as many octets from the end. */
const END = '%%EOF';
const LOOKED_FOR_WITHIN = 1024;

/** Whether some program would take this for a PDF, wherever in it that begins. */
export function isPdfOfSorts(content: Uint8Array): boolean {
  return Buffer.from(content.subarray(0, LOOKED_FOR_WITHIN)).includes(HEADER);
}

/** Undefined where each of its first pages can be opened, and one shows something. */
export async function lookIntoPdf(
  content: Uint8Array,
  seconds: number = LETTER_LIMITS.secondsToOpen,
): Promise<LetterProblem | undefined> {
  const bytes = Buffer.from(content);
  if (!bytes.subarray(0, HEADER.length).equals(Buffer.from(HEADER))) return 'begins-otherwise';
  if (!bytes.subarray(-LOOKED_FOR_WITHIN).includes(END)) return 'damaged';
  return await openElsewhere(bytes, seconds);
}

function openElsewhere(bytes: Buffer, seconds: number): Promise<LetterProblem | undefined> {
  const library = pathToFileURL(createRequire(import.meta.url).resolve('unpdf')).href;
  const flags = ['--max-old-space-size=512', '--input-type=module', '--eval', OPENER];
  const limits = [String(LETTER_LIMITS.pages), String(LETTER_LIMITS.pixels)];
  // Nothing of our environment is its business; Windows starts nothing without this one.
  const { SystemRoot } = process.env;
  const env = SystemRoot === undefined ? {} : { SystemRoot };
  return new Promise((resolve, reject) => {
    const options = { env, timeout: seconds * 1000, killSignal: 'SIGKILL', windowsHide: true } as const;
    const child = execFile(process.execPath, [...flags, library, ...limits], options, (error, stdout) => {
      if (!error) resolve(LETTER_PROBLEMS.find((problem) => problem === stdout.trim()));
      else if (child.pid === undefined)
        reject(new Error('No process could be started to look into the letter'));
      else resolve(child.killed ? 'too-slow' : 'damaged');
    });
    // It ends before it has read all where it can't go on; what it said counts.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(bytes);
  });
}

/**
 * The process's program; it prints what is wrong, or nothing. As text it is the same whether this file runs as source or as
 * it was built. A page shows something where text, a path or a picture begins on it, whether or not this library has the means
 * to draw it.
 */
const OPENER = `
import { buffer } from 'node:stream/consumers';
const [library, pages, pixels] = process.argv.slice(1);
const { getDocumentProxy, getResolvedPDFJS } = await import(library);
const { OPS } = await getResolvedPDFJS();
const SHOWS = /^(beginText|constructPath|rawFillPath|shadingFill|paint(?!FormXObject))/;
const shows = Object.entries(OPS).flatMap(([name, operator]) => (SHOWS.test(name) ? [operator] : []));
async function problemOf(data) {
  const limits = { verbosity: 0, maxImageSize: Number(pixels), isOffscreenCanvasSupported: false, isImageDecoderSupported: false };
  const pdf = await getDocumentProxy(data, limits);
  if (pdf.numPages === 0) return 'no-page';
  let isBlank = true;
  for (let number = 1; number <= Math.min(pdf.numPages, Number(pages)); number += 1) {
    const { fnArray } = await (await pdf.getPage(number)).getOperatorList();
    isBlank &&= !fnArray.some((operator) => shows.includes(operator));
  }
  return isBlank ? 'blank' : '';
}
const problem = await problemOf(new Uint8Array(await buffer(process.stdin))).catch(
  (error) => (error?.name === 'PasswordException' ? 'locked' : 'damaged'),
);
process.stdout.write(problem, () => process.exit(0));
`;
