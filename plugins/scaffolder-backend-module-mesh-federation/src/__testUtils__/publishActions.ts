import { createBackendModule } from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createPublishGithubPullRequestAction } from '@backstage/plugin-scaffolder-backend-module-github';
import { createPublishGitlabMergeRequestAction } from '@backstage/plugin-scaffolder-backend-module-gitlab';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';

/** A pull request, as GitHub's client is asked for it. */
export interface Change {
  readonly owner: string;
  readonly repo: string;
  readonly head: string;
  readonly body: string;
  readonly createWhenEmpty?: boolean;
  readonly changes: readonly [
    { readonly files: Record<string, { content: string; encoding: string }> },
  ];
}

/** GitHub's own action, whose client keeps what it is asked for. */
export const github = (asked: Change[]) =>
  createPublishGithubPullRequestAction({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({ integrations: {} }),
    ),
    clientFactory: async () =>
      ({
        createPullRequest: async (change: Change) => {
          asked.push(change);
          return {
            data: {
              base: { ref: 'main' },
              html_url: `https://github.com/acme/${change.repo}/pull/1`,
              number: 1,
            },
          };
        },
      } as never),
  });

/** GitLab's own action, for the API at a host. */
export const gitlab = (host: string) =>
  createPublishGitlabMergeRequestAction({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          gitlab: [
            {
              host,
              baseUrl: `http://${host}`,
              apiBaseUrl: `http://${host}/api/v4`,
              token: 'nobody-asks',
            },
          ],
        },
      }),
    ),
  });

export type PublishAction =
  | ReturnType<typeof github>
  | ReturnType<typeof gitlab>;

/** A module of the scaffolder that has the action. */
export const moduleOf = (action: PublishAction) =>
  createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'publishing',
    register(env) {
      env.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        async init({ actions }) {
          actions.addActions(action);
        },
      });
    },
  });
