import { expect, it } from 'vitest';
import { compare } from './compare.ts';

const asset = (arn: string, region = 'eu-west-1') => ({ arn, type: 'AWS::SQS::Queue', region });
const orders = 'arn:aws:sqs:eu-west-1:111122223333:orders';

it('takes ARNs, and the names that ARNs end with, for the same', () => {
  expect(compare([asset(orders)], { 'AWS::SQS::Queue': { 'eu-west-1': [orders] } })).toEqual({});
  expect(compare([asset(orders)], { 'AWS::SQS::Queue': { 'eu-west-1': ['orders'] } })).toEqual({});
  expect(compare([asset(orders)], { 'AWS::SQS::Queue': { 'eu-west-1': [null] } })).toEqual({});
});

it('tells what only one side has, and what is in another region or there twice', () => {
  expect(compare([asset(orders)], { 'AWS::SQS::Queue': { 'eu-west-1': ['rders'] } })).toEqual({
    'AWS::SQS::Queue eu-west-1': { onlyScanned: [orders], onlyListed: ['rders'] },
  });
  expect(compare([asset(orders)], { 'AWS::SQS::Queue': { 'us-east-1': ['orders'] } })).toEqual({
    'AWS::SQS::Queue eu-west-1': { onlyScanned: [orders], onlyListed: [] },
    'AWS::SQS::Queue us-east-1': { onlyScanned: [], onlyListed: ['orders'] },
  });
  expect(compare([asset(orders), asset(orders)], { 'AWS::SQS::Queue': { 'eu-west-1': ['orders'] } })).toEqual({
    'AWS::SQS::Queue eu-west-1': { onlyScanned: [orders], onlyListed: [] },
  });
});
