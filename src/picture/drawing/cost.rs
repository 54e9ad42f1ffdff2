//! The one budget of a drawing: everything that takes work is counted in steps, at the place where the work is known.

use super::{Refusal, SAVE_PNG, refused};
use crate::picture::allowance::STEPS;

/// Steps for covering the drawing once: every pixel is drawn.
pub(super) const SHEET: f64 = 100.0;

/// Steps for a letter: it is shaped, and its outline is drawn.
pub(super) const LETTER: f64 = 5.0;

/// Steps spent so far.
#[derive(Debug, Default)]
pub(super) struct Budget {
    spent: f64,
}

impl Budget {
    /// Counts work, or refuses the drawing: the loop that asks must end then.
    pub(super) fn spend(&mut self, steps: f64) -> Result<(), Refusal> {
        self.spent += steps;
        if self.spent <= STEPS as f64 {
            return Ok(());
        }
        refused("takes more work to draw than a drawing may", SAVE_PNG)
    }

    pub(super) fn steps(&self) -> u64 {
        self.spent.ceil() as u64
    }
}
