import manifest from '../package.json' with { type: 'json' };
import { accountCommands } from './accounts.ts';
import { actionChangeCommands } from './action-changes.ts';
import { actionPlanCommand } from './action-plan.ts';
import { actionSettingCommands } from './action-settings.ts';
import { actionCommands } from './actions.ts';
import { assetCommands } from './assets.ts';
import { readCommandLine } from './command-line.ts';
import { complianceCommands } from './compliance.ts';
import { connectCommands } from './connect.ts';
import { findingChangeCommands } from './finding-changes.ts';
import { findingExportCommand } from './finding-export.ts';
import { findingCommands } from './findings.ts';
import { helpText } from './help.ts';
import { manageAccountCommand } from './manage-account.ts';
import { printableJson } from './printable.ts';
import { type ExitCode, exitCodes, ProblemError } from './problem.ts';
import { scanCommands } from './scans.ts';
import { scheduleCommands } from './schedules.ts';
import { writeTrouble } from './show.ts';
import { signInCommands } from './sign-in.ts';
import { suppressionCommands } from './suppressions.ts';
import { openWorld } from './world.ts';

const commands = [
  ...signInCommands,
  ...connectCommands,
  ...accountCommands,
  manageAccountCommand,
  ...scanCommands,
  ...scheduleCommands,
  ...assetCommands,
  ...findingCommands,
  findingExportCommand,
  ...findingChangeCommands,
  ...suppressionCommands,
  ...actionCommands,
  actionPlanCommand,
  ...actionChangeCommands,
  ...actionSettingCommands,
  ...complianceCommands,
];
const args = process.argv.slice(2);
const world = openWorld();

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // Whoever reads has had enough: `cloudcoreo assets list | head`.
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

process.exitCode = await answer();

async function answer(): Promise<ExitCode> {
  try {
    const request = readCommandLine(commands, args);
    if (request.kind === 'run') return await request.command.run(request.line, world);
    await world.output.write(request.kind === 'version' ? `${manifest.version}\n` : helpText(commands, request.words));
    return exitCodes.ok;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (args.includes('--json')) {
      await world.messages.write(`${printableJson(JSON.stringify({ error: error.trouble }))}\n`);
    } else {
      await writeTrouble(world.messages, error.trouble);
    }
    return error.exitCode;
  }
}
