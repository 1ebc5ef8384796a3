// After each library of a page that has several: keeps what it has defined.

(window.copies ??= []).push({ Peer: window.Peer, util: window.peerjs.util });
