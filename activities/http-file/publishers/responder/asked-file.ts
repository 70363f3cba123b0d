/** Which validation file a request asks for, by its target and its Host. Pure. */
import {
  hostOf,
  isUnguessable,
  pathOfPlace,
  placeIn,
  type FilePlace,
} from '../../../../domain/control/file-places.js';

/** What to look for in the records. */
export interface AskedFile {
  readonly path: string;
  /** As it was asked, where it was told. */
  readonly host?: string;
  /** Is the host's own file the only one that is meant? Otherwise another host's will do where it has none. */
  readonly isOfHost: boolean;
}

/** `http://host/path`: servers must take it as well (RFC 9112, section 3.2.2); its host is the one that counts. */
const ABSOLUTE = /^http:\/\/(?<authority>[^/?#@]+)(?<rest>\/.*)$/i;
/** `/www.example.com/.well-known/...`: a redirect that says which host it was for. */
const WITH_HOST = /^\/(?<written>[^/]+)(?<rest>\/\.well-known\/.*)$/;
/** House limit: the longest host and the longest file name fit. */
const LONGEST_TARGET = 1_000;

/**
 * Undefined: not one of ours to answer. A shared file name needs the host it was published for: the one that was asked, or the
 * one that a redirect carries in its path. A name that nobody can guess is found on any host, since a redirect changes it.
 */
export function askedFile(target: string, hostHeader: string | undefined): AskedFile | undefined {
  if (target.length > LONGEST_TARGET) return undefined;
  const { authority, rest } = ABSOLUTE.exec(target)?.groups ?? {};
  const asked = withoutQuery(rest ?? target);
  const direct = placeIn(asked);
  if (direct) return fileAt(direct, hostOf(authority ?? hostHeader ?? ''));
  const { written = '', rest: below = '' } = WITH_HOST.exec(asked)?.groups ?? {};
  const redirected = placeIn(below);
  const host = hostOf(written);
  return redirected && host !== undefined ? fileAt(redirected, host) : undefined;
}

function fileAt(place: Omit<FilePlace, 'host'>, host: string | undefined): AskedFile | undefined {
  const isOfHost = !isUnguessable(place);
  if (host === undefined) return isOfHost ? undefined : { path: pathOfPlace(place), isOfHost };
  return { path: pathOfPlace(place), host, isOfHost };
}

/** What a client adds to defeat caches makes no other file. */
function withoutQuery(target: string): string {
  const [path = ''] = target.split('?', 1);
  return path;
}
