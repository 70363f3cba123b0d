/**
 * Writes domain/tencent/wire/contract/{ssl,tag}.ts anew, from the wheels of Tencent's command lines; `npx prettier --write` them afterwards:
 * `pip download --no-deps -d FOLDER tccli==3.1.189.1 tccli-intl-en==3.1.193.1 && node dist/dev/tencent-contract/generate.js FOLDER`.
 */
import { writeFileSync } from 'node:fs';
import { CONTRACTS, contractText, wheelsIn } from './contract-text.js';

const folder = process.argv[2];
if (folder === undefined) throw new Error('Which folder has the wheels?');
for (const { read, wheels } of CONTRACTS) {
  writeFileSync(
    `domain/tencent/wire/contract/${read.service}.ts`,
    contractText(read, wheelsIn(folder, wheels)),
  );
}
