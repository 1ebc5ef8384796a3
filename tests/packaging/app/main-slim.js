// Without a word about the module: the Peers wait for it.

import { Peer } from "peerjs/slim";
import { meet } from "./meet.js";

window.met = meet(Peer);
