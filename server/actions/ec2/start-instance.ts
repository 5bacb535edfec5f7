import { declareAction } from '../declare-action.ts';
import { powerCalls, readPower, whyNeverStop, writePower } from './instance-power.ts';
import { ec2 } from './sdk.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html */
export const startInstance = declareAction(ec2, {
  id: 'ec2-instance-start',
  title: 'Start the instance',
  what: 'Starts an instance that is stopped.',
  types: ['AWS::EC2::Instance'],
  calls: powerCalls,
  hasDryRun: true,
  gone: ['InvalidInstanceID.NotFound'],
  read: readPower,
  want(state, _, target) {
    // Undoing would stop it.
    const harm = whyNeverStop(state, target);
    return harm === undefined
      ? { to: { ...state, State: 'running' as const } }
      : { refused: `Starting it could not be undone. ${harm}` };
  },
  mayBreak: ({ to }, { name }) =>
    to?.State === 'running'
      ? [
          `${name} costs again for every second that it runs, and whatever starts with it begins to work: jobs, schedulers, consumers of queues.`,
          'What was found out about its software while it was stopped is not mended in it.',
        ]
      : [],
  write: (aws, target, { to }) => writePower(aws, target, to),
  settlesWithinSeconds: 600,
});
