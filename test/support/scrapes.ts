/** What a worker tells at one moment, read as Prometheus reads it. */

/** `name{label="value",...}` with its value, as it stands in the text. */
export type Scrape = ReadonlyMap<string, string>;

/** Throws where the endpoint does not answer with 200. */
export async function scrape(url: string): Promise<Scrape> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return samplesIn(await response.text());
}

const SAMPLE = /^(?<series>[a-zA-Z_:][\w:]*(?:\{.*\})?) (?<value>\S+)$/;

/** Throws for a line that is neither a comment nor a sample. */
export function samplesIn(text: string): Scrape {
  const samples = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '' || line.startsWith('#')) continue;
    const { series, value } = SAMPLE.exec(line)?.groups ?? {};
    if (series === undefined || value === undefined) throw new Error(`No sample: ${line}`);
    samples.set(series, value);
  }
  return samples;
}

export function nameOf(series: string): string {
  return series.split('{')[0] ?? series;
}

/** Label and value, each of them as often as it comes. */
export function labelsOf(series: string): [string, string][] {
  return [...series.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g)].map(([, label = '', value = '']) => [
    label,
    value,
  ]);
}
