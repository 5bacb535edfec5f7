import { z } from 'zod';
import { services } from '../aws/services.ts';
import type { RuleFile } from '../rules/rule-file.ts';
import type { ActionDeclaration } from './action.ts';
import type { ActionKindView } from './api.ts';
import { permissionsOf } from './query.ts';

/** By ID; the tagging service, which collects nothing, is not among them. */
const serviceNames = new Map(services.map(({ id, name }) => [id, name]));

/** Every action with what it takes and needs, and the rules that name it, by service and title. */
export function listKinds(
  kinds: ReadonlyMap<string, ActionDeclaration>,
  rules: readonly Pick<RuleFile, 'id' | 'actions'>[],
): ActionKindView[] {
  return [...kinds.values()]
    .map((kind) => ({
      ...{ id: kind.id, title: kind.title, what: kind.what, service: kind.service, types: [...kind.types] },
      serviceName: serviceNames.get(kind.service) ?? 'Tags',
      parameters: parameterSchemaOf(kind),
      permissions: permissionsOf(kind, { partition: 'aws', accountId: '' }),
      ...{ canBeUndone: kind.whyNoUndo === undefined, whyNoUndo: kind.whyNoUndo ?? null, isTriedFirst: kind.hasDryRun },
      ruleIds: rules.filter(({ actions }) => actions.some(({ id }) => id === kind.id)).map(({ id }) => id),
    }))
    .sort((a, b) => (`${a.service} ${a.title}` < `${b.service} ${b.title}` ? -1 : 1));
}

/** What an action takes, as a JSON Schema. */
export function parameterSchemaOf({ parameters }: ActionDeclaration): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(parameters, { io: 'input', target: 'draft-7' });
  return schema;
}
