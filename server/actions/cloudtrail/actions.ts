import type { ActionDeclaration } from '../action.ts';
import { recordAllRegionsInTrail } from './record-all-regions.ts';
import { startLoggingOfTrail } from './start-logging.ts';
import { validateLogFilesOfTrail } from './validate-log-files.ts';

export const cloudtrailActions: readonly ActionDeclaration[] = [
  startLoggingOfTrail,
  validateLogFilesOfTrail,
  recordAllRegionsInTrail,
];
