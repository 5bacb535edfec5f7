import { declareAction } from '../declare-action.ts';
import { powerCalls, readPower, whyNeverStop, writePower } from './instance-power.ts';
import { ec2 } from './sdk.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Stop_Start.html */
export const stopInstance = declareAction(ec2, {
  id: 'ec2-instance-stop',
  title: 'Stop the instance',
  what: 'Stops the instance. Its EBS volumes stay, and it can be started again.',
  types: ['AWS::EC2::Instance'],
  calls: powerCalls,
  hasDryRun: true,
  gone: ['InvalidInstanceID.NotFound'],
  read: readPower,
  want(state, _, target) {
    const refused = whyNeverStop(state, target);
    return refused === undefined ? { to: { ...state, State: 'stopped' as const } } : { refused };
  },
  mayBreak({ to }, { name, document }) {
    if (to?.State !== 'stopped') return [];
    const { PublicIpAddress: address } = document as { PublicIpAddress?: string };
    return [
      `Everything that runs on ${name} ends, and what is only in its memory is lost.`,
      ...(address
        ? [`The public address ${address} is given up, unless it is an Elastic IP. Started again, it gets another one.`]
        : []),
      'Its volumes go on costing. AWS may have no room for its type when it is to start again.',
    ];
  },
  write: (aws, target, { to }) => writePower(aws, target, to),
  settlesWithinSeconds: 600,
});
