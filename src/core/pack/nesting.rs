//! Which containers are open while a message is read, and what they still owe.

/// How deep containers may nest, in either direction. PeerJS gives up near
/// 3,000, where its recursion overflows the stack.
pub const MAX_DEPTH: usize = 10_000;

/// How many arrays, maps, binaries and extensions a message may hold. An empty
/// one takes a byte of it, and up to 300 of JavaScript's memory.
pub const MAX_OBJECTS: u32 = 4_194_304;

/// Why a container cannot be opened, or a binary not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It and those around it announce more members than bytes are left.
    Overdrawn,
    /// It nests deeper than [`MAX_DEPTH`].
    TooDeep,
    /// There are [`MAX_OBJECTS`] before it.
    TooMany,
}

/// A container that is being read.
#[derive(Clone, Copy, Debug)]
pub struct Open {
    /// Members still to come; a pair of a map is two.
    pub owed: u32,
    /// Whether its members are pairs.
    pub is_map: bool,
}

/// A message before its only value.
const START: Open = Open {
    owed: 1,
    is_map: false,
};

/// Between messages.
const NOTHING: Open = Open {
    owed: 0,
    is_map: false,
};

/// The open containers of one message.
///
/// Every member takes a byte at least, so all that the open containers owe
/// together must fit into the bytes left. With that, the places for members that
/// a hostile message makes JavaScript allocate stay in proportion to its length,
/// however its containers nest.
#[derive(Debug)]
pub struct Nesting {
    around: [Open; MAX_DEPTH],
    depth: usize,
    inner: Open,
    /// What those around the innermost owe.
    owed_around: u64,
    /// Arrays, maps, binaries and extensions so far.
    objects: u32,
}

impl Default for Nesting {
    fn default() -> Self {
        Self::new()
    }
}

impl Nesting {
    /// No value to come. All zeros, so that it takes no room in a module.
    pub const fn new() -> Self {
        Self {
            around: [NOTHING; MAX_DEPTH],
            depth: 0,
            inner: NOTHING,
            owed_around: 0,
            objects: 0,
        }
    }

    /// One value to come.
    pub fn reset(&mut self) {
        self.depth = 0;
        self.inner = START;
        self.owed_around = 0;
        self.objects = 0;
    }

    /// As it was behind so many [`Nesting::objects`] when these containers were
    /// open, outermost first; the first of all stands for the message. None of them,
    /// and there is no value to come.
    pub fn resume(&mut self, open: impl IntoIterator<Item = Open>, objects: u32) {
        self.objects = objects;
        let mut open = open.into_iter();
        self.depth = 0;
        self.owed_around = 0;
        self.inner = open.next().unwrap_or(NOTHING);
        for inner in open {
            let outer = self.inner;
            if let Some(place) = self.around.get_mut(self.depth) {
                *place = outer;
                self.depth = self.depth.wrapping_add(1);
            }
            self.owed_around = self.owed_around.saturating_add(u64::from(outer.owed));
            self.inner = inner;
        }
    }

    /// How many arrays, maps, binaries and extensions there were.
    pub fn objects(&self) -> u32 {
        self.objects
    }

    /// Whether the value is complete.
    pub fn is_done(&self) -> bool {
        self.inner.owed == 0
    }

    /// Whether the next value is the key of a pair.
    pub fn at_key(&self) -> bool {
        self.inner.is_map && self.inner.owed & 1 == 0
    }

    /// How many values may follow in one run: one in a map.
    pub fn run(&self) -> u32 {
        if self.inner.is_map {
            1
        } else {
            self.inner.owed
        }
    }

    /// `count` values were read in the innermost container.
    #[inline(always)]
    pub fn take(&mut self, count: u32) {
        self.inner.owed = self.inner.owed.saturating_sub(count);
        if self.inner.owed == 0 {
            self.close();
        }
    }

    /// An array, map, binary or extension starts.
    #[inline(always)]
    pub fn count(&mut self) -> Result<(), Refusal> {
        if self.objects >= MAX_OBJECTS {
            return Err(Refusal::TooMany);
        }
        self.objects = self.objects.wrapping_add(1);
        Ok(())
    }

    /// A container of `len` items or pairs starts, with `left` bytes behind
    /// its header.
    pub fn open(&mut self, len: u32, is_map: bool, left: u64) -> Result<(), Refusal> {
        // The container itself is one value of the one around it.
        let outer = Open {
            owed: self.inner.owed.saturating_sub(1),
            ..self.inner
        };
        let members = u64::from(len) << u32::from(is_map);
        let owed_around = self.owed_around.saturating_add(u64::from(outer.owed));
        if owed_around.saturating_add(members) > left {
            return Err(Refusal::Overdrawn);
        }
        self.count()?;
        *self.around.get_mut(self.depth).ok_or(Refusal::TooDeep)? = outer;
        self.depth = self.depth.wrapping_add(1);
        self.owed_around = owed_around;
        // At most `left`, which is an offset in wasm memory.
        self.inner = Open {
            owed: u32::try_from(members).unwrap_or(u32::MAX),
            is_map,
        };
        if members == 0 {
            self.close();
        }
        Ok(())
    }

    /// Leaves the containers that are complete.
    #[inline(never)]
    fn close(&mut self) {
        while self.inner.owed == 0 && self.depth > 0 {
            self.depth = self.depth.wrapping_sub(1);
            self.inner = self.around.get(self.depth).copied().unwrap_or(NOTHING);
            self.owed_around = self.owed_around.saturating_sub(u64::from(self.inner.owed));
        }
    }
}
