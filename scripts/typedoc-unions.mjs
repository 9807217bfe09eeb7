// What typedoc asks for twice, said once: a property whose type is one word says that word, and a property of one
// member of a union is the same in the others.
import { Comment, Converter, ReflectionKind } from 'typedoc';

export function load(app) {
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    for (const alias of project.getReflectionsByKind(ReflectionKind.TypeAlias))
      shareComments(membersOf(alias.type));
    for (const property of project.getReflectionsByKind(ReflectionKind.Property)) {
      if (property.hasComment() || property.type?.type !== 'literal') continue;
      property.comment = new Comment([
        { kind: 'text', text: 'Always ' },
        { kind: 'code', text: `\`${property.type}\`` },
      ]);
    }
  });
}

function shareComments(members) {
  const comments = new Map();
  const properties = members.flatMap(({ children = [] }) => children);
  for (const property of properties) {
    if (property.hasComment() && !comments.has(property.name)) comments.set(property.name, property.comment);
  }
  for (const property of properties) {
    if (property.hasComment() || property.type?.type === 'literal') continue;
    property.comment = comments.get(property.name)?.clone();
  }
}

/** The object types that a type is made of. */
function membersOf(type) {
  if (type?.type === 'reflection') return [type.declaration];
  if (type?.type === 'union' || type?.type === 'intersection') return type.types.flatMap(membersOf);
  return [];
}
