//! Pictures that were read before. A report that is being written is read again with each letter, and to decode its
//! photographs each time would take longer than all the rest.

use std::cell::RefCell;

use super::{Allowance, Cost, Kept, Refusal, read};

/// After so many readings in which nobody asked for it, a picture is forgotten: a report that is broken for a few letters
/// names none.
const UNUSED: usize = 100;

/// The pictures of the reports that were read last.
#[derive(Debug, Default)]
pub struct Known(RefCell<Vec<Entry>>);

#[derive(Debug)]
struct Entry {
    original: Vec<u8>,
    kept: Kept,
    /// What reading it took.
    cost: Cost,
    /// How many readings ago it was asked for.
    age: usize,
}

impl Known {
    /// A report is about to be read.
    pub fn begin(&self) {
        let mut entries = self.0.borrow_mut();
        entries.iter_mut().for_each(|entry| entry.age += 1);
        entries.retain(|entry| entry.age <= UNUSED);
    }

    /// As [`read`] does, with the same answer.
    pub fn read(&self, bytes: &[u8], allowance: &mut Allowance) -> Result<Kept, Refusal> {
        if let Some(entry) = self.0.borrow_mut().iter_mut().find(|entry| entry.original == bytes) {
            entry.age = 0;
            // Where it would be refused, the picture itself says best why.
            if allowance.clone().admit(entry.cost) {
                allowance.admit(entry.cost);
                return Ok(entry.kept.clone());
            }
        }
        let before = allowance.clone();
        let kept = read(bytes, allowance)?;
        let cost = allowance.since(&before);
        self.0.borrow_mut().push(Entry { original: bytes.to_vec(), kept: kept.clone(), cost, age: 0 });
        Ok(kept)
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, UNUSED};
    use crate::picture::{Allowance, Refusal, read};

    const DRAWING: &[u8] = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>";

    #[test]
    fn a_picture_is_read_once_and_answered_as_if_it_were_read_each_time() {
        let known = Known::default();
        let (mut allowance, mut plain) = (Allowance::default(), Allowance::default());
        let first = known.read(DRAWING, &mut allowance).expect("a drawing");
        let again = known.read(DRAWING, &mut allowance).expect("a drawing");
        assert!(std::ptr::eq(&raw const *first.bytes, &raw const *again.bytes), "it was read twice");
        for _ in 0..2 {
            let kept = read(DRAWING, &mut plain).expect("a drawing");
            assert_eq!((&*kept.bytes, kept.width), (&*again.bytes, again.width));
        }
        assert_eq!(allowance, plain, "it is counted each time");
    }

    #[test]
    fn what_is_refused_is_refused_again_and_what_nobody_asks_for_is_forgotten() {
        let known = Known::default();
        for _ in 0..2 {
            let refusal = known.read(b"no picture", &mut Allowance::default()).expect_err("it is none");
            assert_eq!(refusal, Refusal::UnknownKind);
        }
        known.read(DRAWING, &mut Allowance::default()).expect("a drawing");
        for _ in 0..UNUSED {
            known.begin();
        }
        assert_eq!(known.0.borrow().len(), 1);
        known.begin();
        assert!(known.0.borrow().is_empty());
    }
}
