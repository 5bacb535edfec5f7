import type { CloudAccountView } from '../server/accounts/api.ts';
import { printableJson, printableLine, printableText } from './printable.ts';
import type { Trouble } from './problem.ts';
import type { Screen, World } from './world.ts';

/** A single result as JSON. */
export function writeJson({ output }: World, value: unknown): Promise<void> {
  return output.write(`${printableJson(JSON.stringify(value, null, 2))}\n`);
}

/** What happened, what to do next, the commands that mend it, and what AWS said. */
export async function writeTrouble(screen: Screen, trouble: Trouble, heading = 'Error'): Promise<void> {
  const { code, detail, mend, commands, aws } = trouble;
  await screen.write(`${screen.paint('red', `${heading}:`)} ${printableText(detail)}\n`);
  if (aws !== undefined) {
    await screen.write(printableLine(`AWS said ${aws.code} to ${aws.operation}: ${aws.message}`).concat('\n'));
  }
  if (mend !== '') await screen.write(`${screen.paint('bold', 'What to do:')} ${printableText(mend)}\n`);
  if (commands !== undefined) await writeCommands(screen, commands);
  await screen.write(screen.paint('dim', `(${printableLine(code)})`).concat('\n'));
}

/** Commands to copy, without an indentation that would be copied with them. */
export function writeCommands(screen: Screen, commands: string): Promise<void> {
  return screen.write(`\n${printableText(commands)}\n\n`);
}

/** `1 gap`, `2 gaps`, `1,200 gaps` */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

export function nameOf({ nickname, awsAccountId }: Pick<CloudAccountView, 'nickname' | 'awsAccountId'>): string {
  return `${printableLine(nickname)} (AWS account ${awsAccountId})`;
}
