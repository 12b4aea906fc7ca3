import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  NotImplementedError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { oneLine } from '../text/oneLine';

/** What a refusal of the backend means for whoever started the task, and what to do next. */
export async function plainError(response: Response): Promise<Error> {
  const isOurs = (response.headers.get('content-type') ?? '').includes('json');
  const refused = await ResponseError.fromResponse(
    response as Parameters<typeof ResponseError.fromResponse>[0],
  );
  const said = oneLine(refused.body.error.message);
  switch (response.status) {
    case 400:
      return new InputError(inOurWords(said));
    case 401:
      return new AuthenticationError(
        `The mesh federation backend does not accept the sign-in of whoever started the task: ${said}. It is valid for as long as auth.backstageTokenExpiration says. Sign in again and start the template again; what was begun is found and not done twice`,
      );
    case 403:
      return new NotAllowedError(
        `${said}. The action has the permissions of whoever started the task: ask for what is missing, or let somebody start it who has it`,
      );
    case 404:
      return isOurs
        ? new NotFoundError(said)
        : new NotImplementedError(
            'The mesh federation backend is not there: add @mesh-federation/backstage-plugin-mesh-federation-backend to the Backstage backend',
          );
    case 409:
      return new ConflictError(inOurWords(said));
    case 429:
    case 502:
    case 503:
    case 504:
      return new ServiceUnavailableError(
        `The mesh federation backend does not answer just now (${response.status}): ${said}. Try again`,
      );
    default:
      return new Error(
        `The mesh federation backend failed (${response.status}): ${said}. Its log says more`,
      );
  }
}

/** What the API calls members are the clusters of an action's input. */
function inOurWords(said: string): string {
  return said.replace(/^members:/, 'clusters:');
}
