// The differential fuzz in Node.

import * as fuzz from "./fuzz.mjs";
import { fuzzTests } from "./fuzz-tests.mjs";
import * as codec from "./load.mjs";

fuzzTests((name, seed) => fuzz[name](codec, seed));
