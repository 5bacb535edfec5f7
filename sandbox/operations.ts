import type { OperationModel, ServiceModel, ServiceModels } from './service-models.ts';

/** What is known of the APIs' operations. */
export type Operations = {
  /** Names the operation of a REST request; undefined when the API (by botocore's name) has none such. */
  find(api: string, method: string, url: URL): string | undefined;
  /** An operation's model, and its API's. */
  describe(api: string, operation: string): { model: ServiceModel; operation: OperationModel } | undefined;
};

/** Reads an API's model and routes when they are first needed. */
export function createOperations(models: ServiceModels): Operations {
  const routes = new Map<string, Route[]>();
  return {
    find(api, method, url) {
      let known = routes.get(api);
      if (!known) {
        const model = models.load(api);
        known = model ? readRoutes(model) : [];
        routes.set(api, known);
      }
      return matchRoute(known, method, url);
    },
    describe(api, name) {
      const model = models.load(api);
      if (!model) return undefined;
      const dated = () => Object.keys(model.operations).find((key) => withoutVersion(key) === name);
      const operation = model.operations[name] ?? model.operations[dated() ?? ''];
      return operation && { model, operation };
    },
  };
}

type Route = {
  operation: string;
  method: string;
  path: RegExp;
  /** Query parameters that the operation's URI fixes: `?policy`, `?mode=import`. An empty value stands for any. */
  fixedQuery: [string, string][];
  /** How much of the URI is literal: the more specific of two matching routes wins. */
  literalLength: number;
};

/** Reads the routes from the operations' HTTP bindings: https://smithy.io/2.0/spec/http-bindings.html */
function readRoutes(model: ServiceModel): Route[] {
  return Object.entries(model.operations).map(([name, { http }]) => {
    const [path = '', query] = http.requestUri.split('?');
    const literals = path.replaceAll(/\{[^}]*\}/g, '');
    return {
      operation: withoutVersion(name),
      method: http.method,
      path: new RegExp(`^${withoutLastSlash(path).split('/').map(patternOf).join('/')}/?$`),
      fixedQuery: [...new URLSearchParams(query)],
      literalLength: literals.length,
    };
  });
}

/** The path is compared as sent, with its percent signs: an ARN in it is one segment. */
function matchRoute(routes: Route[], method: string, url: URL): string | undefined {
  const matching = routes.filter(
    (route) =>
      route.method === method &&
      route.fixedQuery.every(([name, value]) =>
        value === '' ? url.searchParams.has(name) : url.searchParams.get(name) === value,
      ) &&
      route.path.test(url.pathname),
  );
  matching.sort((a, b) => b.fixedQuery.length - a.fixedQuery.length || b.literalLength - a.literalLength);
  return matching[0]?.operation;
}

/** botocore dates CloudFront's operations: `ListDistributions2020_05_31`. */
function withoutVersion(operation: string): string {
  return operation.replace(/\d{4}_\d{2}_\d{2}$/, '');
}

function withoutLastSlash(path: string): string {
  return path.replace(/\/$/, '');
}

/** A segment's pattern: `{Name}` is one segment, `{Name+}` one or more. */
function patternOf(segment: string): string {
  return segment
    .split(/(\{[^}]*\})/)
    .map((part) => {
      if (part.startsWith('{')) return part.endsWith('+}') ? '.+' : '[^/]+';
      return part.replaceAll(/[.*+^$()|[\]\\?]/g, '\\$&');
    })
    .join('');
}
