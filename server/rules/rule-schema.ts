import { z } from 'zod';
import { customRuleSchema, ruleFileSchema } from './rule-file.ts';

const titles = { library: 'A rule of CloudCoreo’s library', team: 'A rule of a team’s own' } as const;

/**
 * The form of a rule's file as a JSON Schema, with which an editor completes and checks. What it cannot say, such as
 * whether a condition is CEL, only the server checks.
 * @param of rules of the library must have examples, those of a team need none
 */
export function ruleJsonSchema(of: keyof typeof titles): Record<string, unknown> {
  const schema = of === 'library' ? ruleFileSchema : customRuleSchema;
  // Draft 7 is what the editors' YAML servers know best.
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' });
  return { $schema, title: titles[of], ...rest };
}
