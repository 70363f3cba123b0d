#!/usr/bin/env node
/** The command `sealflow`. All but these lines is loaded once compiled code is kept: what comes before is compiled each time. */
import { keepCompiledCode } from './compiled-code.js';

keepCompiledCode(process.env);
const { runThisProcess } = await import('./run.js');
await runThisProcess();
