/** Where validation files lie on a web server: nothing else of it is ever written, or served. Pure. */
import type { ValidationFile } from './validations.js';

/**
 * The two folders that CAs look into: BR 3.2.2.4.18 names `/.well-known/pki-validation`, RFC 8555, section 8.3,
 * `/.well-known/acme-challenge`.
 */
export const VALIDATION_FOLDERS = ['pki-validation', 'acme-challenge'] as const;

/** One host, one of the folders, one plain file name: no path that was written by others can lead anywhere else. */
export interface FilePlace {
  /** Lower case, without a port or a dot at the end; an IPv6 address without its brackets. */
  readonly host: string;
  readonly folder: (typeof VALIDATION_FOLDERS)[number];
  /** Never `.` or `..`, and never hidden. */
  readonly fileName: string;
}

/** House limit of a file's name, which most file systems have as well. */
const FILE_NAME = '[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}';
const PATH = new RegExp(
  `^/\\.well-known/(?<folder>${VALIDATION_FOLDERS.join('|')})/(?<fileName>${FILE_NAME})$`,
);

/** Undefined where it is no place for a validation file. */
export function placeOfFile({ url }: Pick<ValidationFile, 'url'>): FilePlace | undefined {
  if (!URL.canParse(url)) return undefined;
  const { hostname, pathname } = new URL(url);
  const host = hostOf(hostname);
  const place = placeIn(pathname);
  return host !== undefined && place ? { host, ...place } : undefined;
}

/** Of a path as it came: nothing is decoded, so nothing can hide. */
export function placeIn(path: string): Omit<FilePlace, 'host'> | undefined {
  const { folder, fileName } = PATH.exec(path)?.groups ?? {};
  const known = VALIDATION_FOLDERS.find((each) => each === folder);
  return known && fileName !== undefined ? { folder: known, fileName } : undefined;
}

/** `path` of a place, as it stands in URLs and below a web root. */
export function pathOfPlace({ folder, fileName }: Omit<FilePlace, 'host'>): string {
  return `/.well-known/${folder}/${fileName}`;
}

/** RFC 1035: no name is longer. */
const LONGEST_HOST = 253;
const HOST = /^(?:\[(?<ipv6>[0-9a-f:.]+)\]|(?<name>[a-z0-9_](?:[a-z0-9._-]*[a-z0-9_])?))\.?(?::\d{0,5})?$/;

/** Of a Host header or a URL: upper case, a port and a dot at the end make no other host. Undefined: no host. */
export function hostOf(written: string): string | undefined {
  const { ipv6, name } = HOST.exec(written.toLowerCase())?.groups ?? {};
  const host = ipv6 ?? name;
  return host === undefined || host.length > LONGEST_HOST || host.includes('..') ? undefined : host;
}

/**
 * Letters and digits that a name has where nobody else can guess it: 128 bits, as RFC 8555, section 8.3, has tokens made, take
 * 22 characters of base64url and 32 of hex; what ends the name, such as `.txt`, does not count.
 */
const UNGUESSABLE = /^(?:[0-9a-f]{32,}|[0-9A-F]{32,}|(?=[^.]*\d)[A-Za-z0-9_-]{22,})(?:\.[a-z]{1,8})?$/;

/**
 * Is the name made for one order alone? Then it tells by itself which file is meant. A shared one, such as `fileauth.txt`, is
 * another file on every host.
 */
export function isUnguessable({ fileName }: Pick<FilePlace, 'fileName'>): boolean {
  return UNGUESSABLE.test(fileName);
}
