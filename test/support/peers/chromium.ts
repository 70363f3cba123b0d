/** Chromium (Debian: chromium), which looks at the console as people do. `CHROMIUM` names another one. */
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PROGRAM = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why tests that need it are skipped; undefined where it is there. */
export const CHROMIUM_MISSING = existsSync(PROGRAM)
  ? undefined
  : `skipped: no ${PROGRAM} (Debian: chromium, and fonts-noto-cjk for Chinese); CHROMIUM names another one`;

/** It asks nobody for anything by itself. */
const QUIETLY = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-dev-shm-usage'],
];

/** The caller closes it. */
export async function startChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: PROGRAM, args: QUIETLY });
}
