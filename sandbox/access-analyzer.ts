import { randomUUID } from 'node:crypto';
import { type Answer, shapeError } from './answers.ts';
import type { Identity } from './identities.ts';
import type { AwsRequest } from './request.ts';

interface Analyzer {
  arn: string;
  name: string;
  type: string;
  status: 'ACTIVE';
  createdAt: string;
}

export interface AccessAnalyzer {
  /** Undefined for what is answered as everything is that moto lacks. */
  answer(request: AwsRequest, caller: Identity): Answer | undefined;
}

/**
 * IAM Access Analyzer, which moto does not have: analyzers are created, listed and deleted, and find nothing.
 * https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_CreateAnalyzer.html
 */
export function createAccessAnalyzer(): AccessAnalyzer {
  const byPlace = new Map<string, Analyzer[]>();
  return {
    answer(request, { accountId, partition }) {
      if (request.api !== 'accessanalyzer') return undefined;
      const place = `${accountId} ${request.region}`;
      const analyzers = byPlace.get(place) ?? [];
      const url = new URL(request.target, 'http://sandbox');
      const refuse = (status: number, code: string, message: string) => shapeError(request, { status, code, message });
      switch (request.action) {
        case 'ListAnalyzers': {
          const type = url.searchParams.get('type');
          return json({ analyzers: analyzers.filter((analyzer) => type === null || analyzer.type === type) });
        }
        case 'CreateAnalyzer': {
          const { analyzerName: name, type } = JSON.parse(request.body.toString());
          if (analyzers.some((analyzer) => analyzer.name === name)) {
            return refuse(409, 'ConflictException', `An analyzer with the name ${name} already exists.`);
          }
          if (analyzers.some((analyzer) => analyzer.type === type)) {
            return refuse(402, 'ServiceQuotaExceededException', `The account has an analyzer of the type ${type}.`);
          }
          const arn = `arn:${partition}:access-analyzer:${request.region}:${accountId}:analyzer/${name}`;
          const createdAt = new Date().toISOString();
          byPlace.set(place, [...analyzers, { arn, name, type, status: 'ACTIVE', createdAt }]);
          return json({ arn });
        }
        case 'DeleteAnalyzer': {
          const name = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
          const kept = analyzers.filter((analyzer) => analyzer.name !== name);
          if (kept.length === analyzers.length) {
            return refuse(404, 'ResourceNotFoundException', `There is no analyzer ${name}.`);
          }
          byPlace.set(place, kept);
          return json({});
        }
        default:
          return undefined;
      }
    },
  };
}

function json(value: object): Answer {
  const headers = { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID() };
  return { status: 200, headers, body: JSON.stringify(value) };
}
