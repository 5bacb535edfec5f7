export * from '../access/schema.ts';
export * from '../accounts/schema.ts';
export * from '../assets/schema.ts';
export * from '../audit/schema.ts';
export * from '../compliance/schema.ts';
export * from '../findings/schema.ts';
export * from '../rules/schema.ts';
export * from '../scans/schema.ts';
