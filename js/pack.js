// BinaryPack for the rest of the library, over the tape (see tape.js).
