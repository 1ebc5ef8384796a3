//! BinaryPack: markers, encoder, decoder.
