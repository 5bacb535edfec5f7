import type { ActionDeclaration } from '../action.ts';
import { redirectListenerToHttps } from './listener-redirect-to-https.ts';
import { dropInvalidHeadersOfLoadBalancer } from './load-balancer-drop-invalid-headers.ts';

export const elbv2Actions: readonly ActionDeclaration[] = [redirectListenerToHttps, dropInvalidHeadersOfLoadBalancer];
