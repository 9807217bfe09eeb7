import fc from 'fast-check';

/** Everything that a store records: JSON, and what JSON lacks. */
export function plainValue(): fc.Arbitrary<unknown> {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf(),
      tie('list'),
      tie('map'),
      tie('set'),
      tie('record'),
    ),
    list: fc.array(tie('value'), { maxLength: 5 }),
    map: fc.array(fc.tuple(leaf(), tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
    set: fc.array(tie('value'), { maxLength: 3 }).map((items) => new Set(items)),
    record: fc.dictionary(
      key(),
      tie('value').filter((value) => value !== undefined),
      { maxKeys: 5 },
    ),
  }));
  return value;
}

/** A value without parts. */
export function leaf(): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom(null, undefined, true, false, 0, -0, Number.NaN, Number.POSITIVE_INFINITY, '', 0n),
    fc.integer(),
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.bigInt(),
    fc.date({ noInvalidDate: false }),
    fc.uint8Array({ maxLength: 8 }),
  );
}

/** Names of properties, those that a format could stumble over among them. */
function key(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string(),
    fc.constantFrom('$bytes', '$plain', '$date', '$', '__proto__', 'constructor', 'length', '1'),
  );
}
