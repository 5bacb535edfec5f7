import { declareAction } from '../declare-action.ts';
import { arns, ec2 } from './sdk.ts';

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-IMDS-existing-instances.html */
export const requireImdsv2 = declareAction(ec2, {
  id: 'ec2-instance-require-imdsv2',
  title: 'Require IMDSv2',
  what: 'Lets the instance’s metadata, with the credentials of its role, be read only with a token, which is version 2 of the service.',
  types: ['AWS::EC2::Instance'],
  calls: {
    DescribeInstances: { permission: 'ec2:DescribeInstances', on: '*' },
    ModifyInstanceMetadataOptions: { permission: 'ec2:ModifyInstanceMetadataOptions', on: arns.instance },
  },
  hasDryRun: true,
  gone: ['InvalidInstanceID.NotFound'],
  async read(aws, { id }) {
    const { Reservations } = await aws.call('DescribeInstances', { InstanceIds: [id] });
    const instance = Reservations?.[0]?.Instances?.[0];
    if (instance === undefined || isEnding(instance.State?.Name)) return null;
    const { HttpTokens = 'optional', HttpEndpoint = 'enabled' } = instance.MetadataOptions ?? {};
    return { HttpTokens, HttpEndpoint };
  },
  want: (state, _, { name }) =>
    state.HttpEndpoint === 'disabled'
      ? { refused: `The metadata service of ${name} is off, so that no version of it answers.` }
      : { to: { ...state, HttpTokens: 'required' as const } },
  mayBreak({ to }, { name, document }) {
    if (to?.HttpTokens !== 'required') return [];
    const { HttpPutResponseHopLimit: hops } = (document.MetadataOptions ?? {}) as { HttpPutResponseHopLimit?: number };
    return [
      `Programs on ${name} that ask without a token get no metadata and no credentials any more: SDKs and agents from before 2020, own scripts with curl. CloudWatch’s metric MetadataNoToken tells whether there are any.`,
      ...(hops === 1
        ? ['Containers with a network of their own do not get tokens, as the hop limit of the instance is 1.']
        : []),
    ];
  },
  async write(aws, { id }, { to }) {
    if (to === null) return;
    await aws.call('ModifyInstanceMetadataOptions', { InstanceId: id, HttpTokens: to.HttpTokens });
  },
  settlesWithinSeconds: 60,
});

/** An instance that was terminated is listed for about an hour more. */
function isEnding(state: string | undefined): boolean {
  return state === 'terminated' || state === 'shutting-down';
}
