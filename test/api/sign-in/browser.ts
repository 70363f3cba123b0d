/** A browser as far as signing in goes: cookies by host, redirects one by one, and what browsers send along with writes. */

export interface BrowserOptions {
  readonly method?: 'GET' | 'POST' | 'DELETE' | 'PUT';
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** The page that has it asked; itself unless told otherwise. Null: not told at all, as by no browser. */
  readonly from?: string | null;
}

interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly attributes: readonly string[];
}

export class Browser {
  /** By origin, as cookies of different ports are kept apart here. */
  readonly #jars = new Map<string, Map<string, Cookie>>();

  constructor(readonly language = 'en') {}

  /** Follows nothing. */
  async ask(
    url: string,
    { method = 'GET', json, form, headers = {}, from }: BrowserOptions = {},
  ): Promise<Response> {
    const { origin } = new URL(url);
    const page = from === undefined ? origin : from;
    const cookies = [...(this.#jars.get(origin)?.values() ?? [])].map(
      ({ name, value }) => `${name}=${value}`,
    );
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        'accept-language': this.language,
        ...(cookies.length > 0 && { cookie: cookies.join('; ') }),
        ...(method !== 'GET' &&
          page !== null && {
            origin: page,
            'sec-fetch-site': page === origin ? 'same-origin' : 'cross-site',
          }),
        ...(json !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const header of response.headers.getSetCookie()) this.#keep(origin, header);
    return response;
  }

  /** Goes on from redirect to redirect, and by `fill` where a page asks something, until it is back at `origin`'s own pages. */
  async follow(
    url: string,
    fill: (page: string) => Readonly<Record<string, string>> | undefined = () => undefined,
  ): Promise<{ readonly url: string; readonly response: Response; readonly page: string }> {
    let at = url;
    let options: BrowserOptions = {};
    for (let step = 0; step < 20; step += 1) {
      const response = await this.ask(at, options);
      const location = response.headers.get('location');
      options = {};
      if (location !== null) {
        at = new URL(location, at).href;
        continue;
      }
      const page = await response.text();
      const form = fill(page);
      const action = /<form[^>]* action="([^"]+)"/.exec(page)?.[1];
      if (!form || action === undefined) return { url: at, response, page };
      at = new URL(action, at).href;
      options = { method: 'POST', form };
    }
    throw new Error('The browser is led in a circle.');
  }

  cookie(origin: string, name: string): Cookie | undefined {
    return this.#jars.get(origin)?.get(name);
  }

  /** As somebody lays it there who may. */
  lay(origin: string, name: string, value: string): void {
    this.#keep(origin, `${name}=${value}; Path=/`);
  }

  #keep(origin: string, header: string): void {
    const [pair = '', ...attributes] = header.split(/; */);
    const at = pair.indexOf('=');
    const cookie = { name: pair.slice(0, at), value: pair.slice(at + 1), attributes };
    const jar = this.#jars.get(origin) ?? new Map<string, Cookie>();
    this.#jars.set(origin, jar);
    const expires = attributes.find((each) => /^expires=/i.test(each))?.slice('expires='.length);
    if (expires !== undefined && Date.parse(expires) <= Date.now()) jar.delete(cookie.name);
    else jar.set(cookie.name, cookie);
  }
}
