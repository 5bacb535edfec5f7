import { useState } from 'react';
import type { Trouble } from '../../api/problem.ts';
import { fieldErrors } from '../../show/field-errors.ts';
import { newTerms, type Terms, termErrors, termsInput } from './suppression.model.ts';

/**
 * The terms of a suppression as a form fills them in.
 * @param problem what the server found wrong with them
 */
export function useTerms(problem: Trouble | undefined) {
  const [terms, setTerms] = useState<Terms>(newTerms);
  const [isJudged, setJudged] = useState(false);
  const found = termErrors(terms, new Date());
  const { reason } = fieldErrors(problem);
  return {
    fields: {
      terms,
      onChange: setTerms,
      errors: isJudged ? { ...(reason === undefined ? {} : { reason }), ...found } : {},
    },
    /** What the API takes; undefined where something is missing, which is shown from then on. */
    judge() {
      setJudged(true);
      return Object.keys(found).length === 0 ? termsInput(terms, new Date()) : undefined;
    },
  };
}
