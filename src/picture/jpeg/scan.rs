//! The bits of a scan (ITU-T T.81, annex F): read with the codes of a picture, written with the usual ones.

/// Reads bits, with the zeros that follow each byte of ones taken out.
pub(super) struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    byte: u8,
    left: u8,
    /// Whether bits were asked for where there is a marker, or nothing.
    at_marker: bool,
}

impl<'b> Reader<'b> {
    pub(super) fn new(bytes: &'b [u8]) -> Reader<'b> {
        Reader { bytes, at: 0, byte: 0, left: 0, at_marker: false }
    }

    pub(super) fn bit(&mut self) -> Option<u32> {
        if self.left == 0 {
            self.at_marker = !matches!(self.bytes.get(self.at..), Some([0xFF, 0, ..] | [0..=0xFE, ..]));
            if self.at_marker {
                return None;
            }
            self.byte = self.bytes[self.at];
            self.at += if self.byte == 0xFF { 2 } else { 1 };
            self.left = 8;
        }
        self.left -= 1;
        Some(u32::from(self.byte >> self.left & 1))
    }

    pub(super) fn bits(&mut self, count: u8) -> Option<u32> {
        (0..count).try_fold(0, |bits, _| Some(bits << 1 | self.bit()?))
    }

    /// Whether bits were asked for where there are none.
    pub(super) fn is_at_marker(&self) -> bool {
        self.at_marker
    }

    /// Goes past a restart mark.
    pub(super) fn restart(&mut self) -> Option<()> {
        self.left = 0;
        match self.bytes.get(self.at..self.at + 2)? {
            [0xFF, 0xD0..=0xD7] => self.at += 2,
            [0xFF, 0xD9] => {
                self.at_marker = true;
                return None;
            }
            _ => return None,
        }
        Some(())
    }

    /// What follows the scan, once all of it was read.
    pub(super) fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }
}

/// Writes bits.
#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    bits: u64,
    count: u8,
}

impl Writer {
    pub(super) fn bits(&mut self, bits: u32, count: u8) {
        self.bits = self.bits << count | u64::from(bits);
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            let byte = (self.bits >> self.count & 0xFF) as u8;
            self.bytes.push(byte);
            if byte == 0xFF {
                self.bytes.push(0);
            }
        }
        self.bits &= (1 << self.count) - 1;
    }

    /// The bytes; the last is filled up with ones.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            let missing = 8 - self.count;
            self.bits((1 << missing) - 1, missing);
        }
        self.bytes
    }
}
