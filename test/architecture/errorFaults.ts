import { createRequire } from 'node:module';
// eslint-disable-next-line @backstage/no-undeclared-imports -- the compiler of the whole project
import ts from 'typescript';
import { productionFiles, read } from './sources.ts';

const { languageFaults } = createRequire(import.meta.url)(
  '../../plugins/mesh-federation-fixtures/src/languageFaults.ts',
) as typeof import('../../plugins/mesh-federation-fixtures/src/languageFaults.ts');

/** Errors that people get as answers; others are for a log, or stand in a sentence. */
const ANSWERS =
  /^(Authentication|Conflict|Input|NotAllowed|NotFound|NotImplemented|ServiceUnavailable)Error$/;

/** So they begin: with a capital, or the field that they are about. They end without a mark. */
const BEGINNING = /^([A-Z"“<]|[\w.]+: |istiod |kubectl )/;

const NAME = '<name>';

/**
 * The messages of errors that are not good English, each with its place: every message is read from
 * the source and rendered with 0, 1 and 2 of what it counts, and with one and two of what it lists.
 */
export function errorFaults(): readonly string[] {
  return productionFiles('plugins')
    .filter(file => /\.tsx?$/.test(file) && read(file).includes('Error('))
    .flatMap(faultsIn);
}

function faultsIn(file: string): readonly string[] {
  const source = ts.createSourceFile(
    file,
    read(file),
    ts.ScriptTarget.Latest,
    true,
  );
  const faults: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      for (const message of messagesOf(node)) {
        for (const fault of messageFaults(node, message)) {
          faults.push(`${file}:${line + 1}: ${fault}: ${message}`);
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

function messagesOf(error: ts.NewExpression): readonly string[] {
  const message = error.arguments?.[0];
  // A message that is made elsewhere cannot be read here.
  return message === undefined || !saysSomething(message)
    ? []
    : rendered(message);
}

function saysSomething(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    (ts.isConditionalExpression(node) &&
      (saysSomething(node.whenTrue) || saysSomething(node.whenFalse)))
  );
}

function messageFaults(
  error: ts.NewExpression,
  message: string,
): readonly string[] {
  const faults = languageFaults(message);
  return ANSWERS.test(error.expression.getText())
    ? [
        ...faults,
        ...(BEGINNING.test(message)
          ? []
          : ['neither capital nor field at the beginning']),
        ...(/\.$/.test(message) ? ['a mark at the end'] : []),
      ]
    : faults;
}

/** What an expression can become. */
function rendered(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteralLike(node)) {
    return [node.text];
  }
  if (ts.isTemplateExpression(node)) {
    return node.templateSpans.reduce<readonly string[]>(
      (texts, { expression, literal }) =>
        texts.flatMap(text =>
          rendered(expression).map(value => text + value + literal.text),
        ),
      [node.head.text],
    );
  }
  if (ts.isParenthesizedExpression(node)) {
    return rendered(node.expression);
  }
  if (ts.isConditionalExpression(node)) {
    return [...rendered(node.whenTrue), ...rendered(node.whenFalse)];
  }
  if (ts.isCallExpression(node)) {
    return calls(node);
  }
  return /\.(length|size)$|[cC]ount$/.test(node.getText())
    ? ['0', '1', '2']
    : [NAME];
}

function calls(node: ts.CallExpression): readonly string[] {
  const name = node.expression.getText();
  if (name === 'counted') {
    const [one = NAME, many = `${one}s`] = node.arguments
      .slice(1)
      .map(word => rendered(word)[0]);
    return [`0 ${many}`, `1 ${one}`, `2 ${many}`];
  }
  return /\.join$/.test(name) ? [NAME, `${NAME}, ${NAME}`] : [NAME];
}
