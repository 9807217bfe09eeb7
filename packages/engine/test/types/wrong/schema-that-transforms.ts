import { artifact, artifactList } from '@phasegraph/engine';
import { z } from 'zod';

const length = z.string().transform((text) => text.length);
// error: the schema of "length" gives another type than it takes; transform the value in a phase instead
artifact('length', length);

const date = z.codec(z.string(), z.date(), { decode: (text) => new Date(text), encode: String });
// error: the schema of "dates" gives another type than it takes; transform the value in a phase instead
artifactList('dates', date);
