/**
 * Putting validation files on a web server by SFTP, below its web root: under a name of its own first, then renamed, so that no
 * CA reads half a file. Folders are made where they are missing; what we made is removed, and nothing else.
 */
import { randomBytes } from 'node:crypto';
import {
  pathOfPlace,
  placeOfFile,
  VALIDATION_FOLDERS,
  type FilePlace,
} from '../../../../domain/control/file-places.js';
import type { ValidationFile } from '../../../../domain/control/validations.js';
import { FILE_LOOK_LIMITS } from '../../../../domain/control/look-limits.js';
import { rootFor, type WebRoots } from '../../../../domain/connections/web-roots.js';
import { SFTP_FAILURES } from '../../../../domain/failure-texts.js';
import type { FilePublisher } from '../../file-publisher.js';
import { refusedBy, type SftpServer } from './failures.js';
import { onServer, type RemoteFiles, type SftpLogin } from './session.js';

export interface SftpSettings extends SftpLogin {
  readonly webRoots: WebRoots;
}

/** Methods throw OrderFailure: FileAgentUnavailable, FileAgentRefused. Connects anew for each file. */
export function createSftpFilePublisher(settings: SftpSettings): FilePublisher {
  return {
    name: 'sftp',
    publishes: true,
    serves(file) {
      const place = placeOfFile(file);
      return place !== undefined && rootFor(settings.webRoots, place.host) !== undefined;
    },
    async publish(file) {
      const { root, place } = whereTo(settings, file);
      await onServer(settings, async (files) => {
        await requireRoot(files, root, settings);
        await put(files, await folderFor(files, root, place), place.fileName, file.content);
      });
    },
    async remove(file) {
      const { root, place } = whereTo(settings, file);
      await onServer(settings, (files) => takeAway(files, root, place, file.content));
    },
    async tryAccess() {
      await onServer(settings, async (files) => {
        for (const { root } of settings.webRoots) await tryRoot(files, root, settings);
      });
    },
  };
}

interface Destination {
  readonly root: string;
  readonly place: FilePlace;
}

function whereTo(settings: SftpSettings, file: ValidationFile): Destination {
  const place = placeOfFile(file);
  if (!place) throw refusedBy(settings, SFTP_FAILURES.otherPath(new URL(file.url).pathname));
  const root = rootFor(settings.webRoots, place.host);
  if (root === undefined) throw refusedBy(settings, SFTP_FAILURES.noWebRoot(place.host));
  return { root, place };
}

async function requireRoot(files: RemoteFiles, root: string, server: SftpServer): Promise<void> {
  const kind = await files.kindOf(root);
  if (kind === 'nothing') throw refusedBy(server, SFTP_FAILURES.rootMissing(root));
  if (kind !== 'folder') throw refusedBy(server, SFTP_FAILURES.noDirectory(root));
}

/**
 * Stands in each folder that we made, for whoever removes the last file from it: another process than the one that made it, as
 * often as not. Web servers do not list it, and it is empty.
 */
const MADE_BY_US = '.made-by-sealflow';

/** Path of the folder, made where it was missing. */
async function folderFor(files: RemoteFiles, root: string, { folder }: FilePlace): Promise<string> {
  let path = root;
  for (const name of ['.well-known', folder]) {
    path = below(path, name);
    if ((await files.kindOf(path)) !== 'nothing') continue;
    // Somebody else may be making it at the same moment.
    if (await files.makeFolder(path)) await files.write(below(path, MADE_BY_US), '');
  }
  return path;
}

async function put(files: RemoteFiles, folder: string, fileName: string, content: string): Promise<void> {
  const path = below(folder, fileName);
  if ((await files.read(path, FILE_LOOK_LIMITS.contentBytes)) === content) return;
  const unfinished = below(folder, `.sealflow-${randomBytes(8).toString('hex')}`);
  try {
    await files.write(unfinished, content);
    await files.rename(unfinished, path);
  } catch (error) {
    await files.remove(unfinished).catch(() => undefined);
    throw error;
  }
}

/** Where something else stands there by now it is somebody else's, and stays. */
async function takeAway(files: RemoteFiles, root: string, place: FilePlace, content: string): Promise<void> {
  const wellKnown = below(root, '.well-known');
  const folder = below(wellKnown, place.folder);
  const path = `${withoutSlash(root)}${pathOfPlace(place)}`;
  if ((await files.read(path, FILE_LOOK_LIMITS.contentBytes)) === content) await files.remove(path);
  await removeIfOurs(files, folder);
  await removeIfOurs(files, wellKnown);
}

async function removeIfOurs(files: RemoteFiles, folder: string): Promise<void> {
  const names = await files.namesIn(folder);
  if (names.length !== 1 || names[0] !== MADE_BY_US) return;
  await files.remove(below(folder, MADE_BY_US));
  // A file that was put there a moment ago keeps it.
  await files.removeFolder(folder);
}

/** Writes beside the site's own files, and takes that away again. */
async function tryRoot(files: RemoteFiles, root: string, server: SftpServer): Promise<void> {
  // One root for each name can't be tried before there is a name.
  if (root.includes('{name}')) return;
  await requireRoot(files, root, server);
  const existing = [
    below(below(root, '.well-known'), VALIDATION_FOLDERS[0]),
    below(root, '.well-known'),
    root,
  ];
  for (const folder of existing) {
    if ((await files.kindOf(folder)) !== 'folder') continue;
    const probe = below(folder, `.sealflow-${randomBytes(8).toString('hex')}`);
    await files.write(probe, '');
    await files.remove(probe);
    return;
  }
}

function below(folder: string, name: string): string {
  return `${withoutSlash(folder)}/${name}`;
}

function withoutSlash(folder: string): string {
  return folder.replace(/\/+$/, '');
}
