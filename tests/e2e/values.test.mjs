// Every value with every serialization, both ways, between all pairs in one browser.
//
//   BROWSER=firefox node --test tests/e2e/values.test.mjs
//   ONLY=json       only serializations whose name contains it

import { BROWSER } from "../support/environment.mjs";
import { PAIRS } from "./pairs.mjs";
import { testPairs } from "./value-tests.mjs";

testPairs(`values in ${BROWSER}`, PAIRS);
