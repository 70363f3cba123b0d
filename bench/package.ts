/** Where the package and its compiled programs lie: one door for everything here. */
export { compiledProgram, packageFolder } from '../dev/package-folder.js';
