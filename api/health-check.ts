/** Exits 0 while the API of this machine answers: the health check of its container. Whether it can serve is told to who sends it requests. */
import { configFrom } from '../config/config.js';
import { readEnvironment } from '../config/environment.js';

const { port } = configFrom(readEnvironment(process.env)).api.address;
const isAlive = await fetch(`http://127.0.0.1:${port}/health/live`, {
  signal: AbortSignal.timeout(5_000),
}).then(
  ({ ok }) => ok,
  () => false,
);
process.exitCode = isAlive ? 0 : 1;
