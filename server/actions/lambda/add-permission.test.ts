import { describe, expect, it } from 'vitest';
import type { PolicyStatement } from '../public-statements.ts';
import { toPermission } from './add-permission.ts';
import { removePublicPermissions } from './remove-public-permissions.ts';

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:resize';
const statement: PolicyStatement = {
  ...{ Sid: 'all', Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunction', Resource: arn },
};

describe('putting a permission back', () => {
  it('knows each condition that AddPermission builds', () => {
    const Condition = {
      StringEquals: {
        'AWS:SourceAccount': '111122223333',
        'aws:PrincipalOrgID': 'o-a1b2c3d4e5',
        'lambda:EventSourceToken': 'amzn1.ask.skill.1',
        'lambda:FunctionUrlAuthType': 'NONE',
      },
      ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::*' },
      Bool: { 'lambda:InvokedViaFunctionUrl': 'true' },
    };
    expect(toPermission({ ...statement, Condition }, arn)).toEqual({
      ...{ StatementId: 'all', Action: 'lambda:InvokeFunction', Principal: '*', SourceAccount: '111122223333' },
      ...{ PrincipalOrgID: 'o-a1b2c3d4e5', EventSourceToken: 'amzn1.ask.skill.1', FunctionUrlAuthType: 'NONE' },
      ...{ SourceArn: 'arn:aws:s3:::*', InvokedViaFunctionUrl: true },
    });
  });

  it.each([
    ['a condition of another key', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } }],
    ['a known key with another operator', { Condition: { StringLike: { 'AWS:SourceAccount': '1111*' } } }],
    ['several values', { Condition: { StringEquals: { 'AWS:SourceAccount': ['111122223333', '444455556666'] } } }],
    ['several actions', { Action: ['lambda:InvokeFunction', 'lambda:GetFunction'] }],
    ['several principals', { Principal: { AWS: ['*', 'arn:aws:iam::444455556666:root'] } }],
    ['an alias of the function', { Resource: `${arn}:live` }],
    ['no name', { Sid: undefined }],
    ['an element that AddPermission does not know', { NotAction: 'lambda:DeleteFunction' }],
  ])('cannot build a statement with %s', (_what, different) => {
    expect(toPermission({ ...statement, ...different } as PolicyStatement, arn)).toBeUndefined();
  });

  it('refuses to remove what it could not put back, and names it', () => {
    const odd = { ...statement, Sid: 'tls', Condition: { Bool: { 'aws:SecureTransport': 'true' } } };
    const target = { arn, name: 'resize' } as Parameters<typeof removePublicPermissions.want>[2];
    expect(removePublicPermissions.want({ all: statement, tls: odd }, {}, target)).toEqual({
      refused: expect.stringContaining('“tls” of resize'),
    });
    expect(removePublicPermissions.want({ all: statement }, {}, target)).toEqual({ to: {} });
  });
});
