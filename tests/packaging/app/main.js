// An application of PeerJS: nothing says that another package is in its place.

import { Peer } from "peerjs";
import { meet } from "./meet.js";

window.met = meet(Peer);
