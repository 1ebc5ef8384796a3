// The values between Chromium and Firefox, connecting in either direction.

import { CROSS_PAIRS } from "./pairs.mjs";
import { testPairs } from "./value-tests.mjs";

testPairs("values between Chromium and Firefox", CROSS_PAIRS);
