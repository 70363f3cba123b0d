/** Alias, project and tags of an order or a certificate, as people read and type them. */

export interface Tag {
  readonly key: string;
  readonly value: string;
}

export interface LabelsOfOne {
  readonly alias: string | null;
  readonly project: string | null;
  readonly tags: readonly Tag[];
}

/** In one line; empty where there are none. */
export function labelsOf({ alias, project, tags }: LabelsOfOne): string {
  return [alias, project, ...tags.map(tagText)].filter((label) => label !== null).join(', ');
}

export function tagText({ key, value }: Tag): string {
  return value === '' ? key : `${key}=${value}`;
}

export function tagIn(line: string): Tag {
  const place = line.indexOf('=');
  return place === -1
    ? { key: line.trim(), value: '' }
    : { key: line.slice(0, place).trim(), value: line.slice(place + 1).trim() };
}

/** One a line. */
export function tagsIn(text: string): Tag[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(tagIn);
}
