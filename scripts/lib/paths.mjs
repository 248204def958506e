// Where things are in the project.

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const inProject = (...parts) => join(projectRoot, ...parts);
