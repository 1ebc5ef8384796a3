// The entry of the script.

import "./globals.js";
import "./embed.js";
