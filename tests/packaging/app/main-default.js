import Peer from "peerjs";
import { meet } from "./meet.js";

window.met = meet(Peer);
