import type { ClientOptions } from '../../aws/clients.ts';
import type { SdkOfAction } from '../action.ts';

type Config = typeof import('@aws-sdk/client-config-service');
type Iam = typeof import('@aws-sdk/client-iam');

/**
 * AWS Config, with the one call of IAM that it needs first: Config does not make its service-linked role by itself.
 * https://docs.aws.amazon.com/config/latest/developerguide/using-service-linked-roles.html
 */
export const config: SdkOfAction<Config & Pick<Iam, 'CreateServiceLinkedRoleCommand'>> = {
  service: 'config',
  client: 'ConfigServiceClient',
  async load() {
    const [package_, { IAMClient, CreateServiceLinkedRoleCommand }] = await Promise.all([
      import('@aws-sdk/client-config-service'),
      import('@aws-sdk/client-iam'),
    ]);

    class ConfigServiceClient extends package_.ConfigServiceClient {
      readonly #iam: InstanceType<Iam['IAMClient']>;

      constructor(options: ClientOptions) {
        super(options);
        this.#iam = new IAMClient(options);
      }

      override send(command: unknown, ...rest: unknown[]): Promise<never> {
        const send: unknown =
          command instanceof CreateServiceLinkedRoleCommand ? this.#iam.send.bind(this.#iam) : super.send.bind(this);
        return (send as (...parameters: unknown[]) => Promise<never>)(command, ...rest);
      }

      override destroy(): void {
        this.#iam.destroy();
        super.destroy();
      }
    }
    return { ...package_, ConfigServiceClient, CreateServiceLinkedRoleCommand };
  },
};
