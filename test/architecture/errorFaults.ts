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
    .filter(file => /\.tsx?$/.test(file))
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
    const said = saidBy(node);
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    for (const message of said ? messagesOf(said.message) : []) {
      for (const fault of messageFaults(said!.answers, message)) {
        faults.push(`${file}:${line + 1}: ${fault}: ${message}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return faults;
}

interface Said {
  readonly message: ts.Expression;
  /** Whether it is the whole of an answer of the API, which has a form of its own. */
  readonly answers: boolean;
}

/** The message of a new error, of a class of errors, or of data that becomes one. */
function saidBy(node: ts.Node): Said | undefined {
  if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) {
    const [message] = node.arguments ?? [];
    const answers = ANSWERS.test(node.expression.getText());
    return message && { message: unwrapped(message), answers };
  }
  if (
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.SuperKeyword
  ) {
    const [message] = node.arguments;
    return message && { message: unwrapped(message), answers: false };
  }
  const named =
    (ts.isPropertyAssignment(node) || ts.isVariableDeclaration(node)) &&
    /^(message|reason)$/.test(node.name.getText());
  return named && node.initializer
    ? { message: unwrapped(node.initializer), answers: false }
    : undefined;
}

/** What is cut to one line, or lines that follow each other, begins as its first part does. */
function unwrapped(message: ts.Expression): ts.Expression {
  if (ts.isCallExpression(message)) {
    const { expression, arguments: values } = message;
    if (expression.getText() === 'oneLine') {
      return unwrapped(values[0]!);
    }
    if (
      ts.isPropertyAccessExpression(expression) &&
      expression.name.text === 'join' &&
      ts.isArrayLiteralExpression(expression.expression)
    ) {
      return unwrapped(expression.expression.elements[0]!);
    }
  }
  return message;
}

/** What is not written where it is thrown cannot be read here; it is read where it is made. */
function messagesOf(message: ts.Expression): readonly string[] {
  return saysSomething(message) ? rendered(message) : [];
}

function saysSomething(node: ts.Node): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    (ts.isConditionalExpression(node) &&
      (saysSomething(node.whenTrue) || saysSomething(node.whenFalse)))
  );
}

function messageFaults(answers: boolean, message: string): readonly string[] {
  const faults = languageFaults(message);
  return answers
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
