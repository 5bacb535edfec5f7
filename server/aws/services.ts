import type { ServiceDeclaration } from './service.ts';
import { ec2 } from './services/ec2.ts';
import { iam } from './services/iam.ts';
import { s3 } from './services/s3.ts';
import { sts } from './services/sts.ts';

/** Every AWS service that CloudCoreo collects from. The policy, the coverage page and each scan follow from it. */
export const services: readonly ServiceDeclaration[] = [ec2, iam, s3, sts];
