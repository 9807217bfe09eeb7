// A field of a zod schema says what it is in `describe`, and an artifact in its `description`: models and graphs read
// it there. Here it becomes the documentation of the field, so that nobody writes it twice.
import ts from 'typescript';
import { Comment, Converter, ReflectionKind } from 'typedoc';

export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (reflection.hasComment() || !reflection.kindOf([ReflectionKind.Property, ReflectionKind.Variable]))
      return;
    for (const declaration of context.getSymbolFromReflection(reflection)?.declarations ?? []) {
      const text = describedBy(declaration, context.checker);
      if (text === undefined) continue;
      reflection.comment = new Comment([{ kind: 'text', text: `${text}.` }]);
      return;
    }
  });
}

/** What the value of a property or variable says of itself. */
function describedBy(declaration, checker) {
  if (ts.isShorthandPropertyAssignment(declaration)) {
    return describedSymbol(checker.getShorthandAssignmentValueSymbol(declaration), checker);
  }
  if (!ts.isPropertyAssignment(declaration) && !ts.isVariableDeclaration(declaration)) return undefined;
  return declaration.initializer && describedValue(declaration.initializer, checker);
}

function describedSymbol(symbol, checker) {
  if (symbol === undefined) return undefined;
  const original = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
  for (const declaration of original.declarations ?? []) {
    const text = describedBy(declaration, checker);
    if (text !== undefined) return text;
  }
  // What is documented where it is declared, and stands here under another name.
  const documented = ts.displayPartsToString(original.getDocumentationComment(checker));
  return documented === '' ? undefined : documented.replace(/\.$/, '');
}

/** Follows `value.optional().describe('...')` from its end to the last `describe`, and a name to what it stands for. */
function describedValue(value, checker) {
  if (ts.isIdentifier(value)) return describedSymbol(checker.getSymbolAtLocation(value), checker);
  if (!ts.isCallExpression(value)) return undefined;
  const { expression, arguments: given } = value;
  if (ts.isPropertyAccessExpression(expression)) {
    const [text] = given;
    if (expression.name.text === 'describe' && text && ts.isStringLiteralLike(text)) return text.text;
    return describedValue(expression.expression, checker);
  }
  if (!ts.isIdentifier(expression)) return undefined;
  // artifact(name, schema, { description }), and each(list), collect(list), optional(artifact), pick(artifact, ...)
  if (['each', 'collect', 'optional', 'pick'].includes(expression.text))
    return given[0] && describedValue(given[0], checker);
  for (const options of given.filter(ts.isObjectLiteralExpression)) {
    for (const property of options.properties) {
      if (!ts.isPropertyAssignment(property) || property.name.getText() !== 'description') continue;
      if (ts.isStringLiteralLike(property.initializer)) return property.initializer.text;
    }
  }
  return undefined;
}
