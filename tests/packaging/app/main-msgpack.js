import { MsgPackPeer } from "peerjs";
import { meet } from "./meet.js";

window.met = meet(MsgPackPeer);
