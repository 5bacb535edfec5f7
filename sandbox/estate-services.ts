import type { Connect } from './estate-clients.ts';
import { seedCompute } from './estate-compute.ts';
import { seedData } from './estate-data.ts';
import { seedFurther } from './estate-further.ts';
import { seedSecurity } from './estate-security.ts';
import { seedServerless } from './estate-serverless.ts';
import { seedStorage } from './estate-storage.ts';

/** What the sample estate has of the services besides IAM, EC2 and S3. */
export async function seedServices(
  connect: Connect,
  where: {
    partition: string;
    accountId: string;
    otherAccountId: string;
    regions: readonly string[];
    /** Resolves when the account's buckets are there. */
    buckets: Promise<void>;
  },
): Promise<void> {
  const place = { ...where, regions: [...where.regions] };
  await Promise.all([
    seedCompute(connect, place),
    seedServerless(connect, place),
    seedData(connect, place),
    seedSecurity(connect, place),
    seedStorage(connect, place),
    seedFurther(connect, place),
  ]);
}
