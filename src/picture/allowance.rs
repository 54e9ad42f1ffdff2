//! How much work the pictures of one report may be: it is counted where it is spent.

/// Pixels of a picture as the author has it.
pub(super) const PIXELS: u64 = 100_000_000;

/// Pixels of all pictures of a report.
const ALL_PIXELS: u64 = 200_000_000;

/// Steps of work that reading a drawing may take, and as many for drawing it: a step is about one simple shape.
pub(super) const STEPS: u64 = 100_000;

/// Steps of all drawings of a report; each figure draws its drawing anew.
const ALL_STEPS: u64 = 3 * STEPS;

/// What using a picture once more takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    steps: u64,
    pixels: u64,
}

impl Cost {
    pub(super) fn new(steps: u64, pixels: u64) -> Cost {
        Cost { steps, pixels }
    }
}

/// What the pictures of a report have taken so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowance {
    steps: u64,
    pixels: u64,
}

impl Allowance {
    /// Counts a picture that is used once more; whether it may be.
    pub fn admit(&mut self, cost: Cost) -> bool {
        self.steps = self.steps.saturating_add(cost.steps);
        self.pixels = self.pixels.saturating_add(cost.pixels);
        self.steps <= ALL_STEPS && self.pixels <= ALL_PIXELS
    }

    /// What was taken since it was as `before`.
    pub(super) fn since(&self, before: &Allowance) -> Cost {
        Cost::new(self.steps.saturating_sub(before.steps), self.pixels.saturating_sub(before.pixels))
    }

    /// Counts the pixels of a picture, or says why they are too many.
    pub(super) fn admit_pixels(&mut self, width: u32, height: u32) -> Result<(), String> {
        let pixels = u64::from(width) * u64::from(height);
        self.pixels = self.pixels.saturating_add(pixels);
        let million = |pixels: u64| pixels / 1_000_000;
        if pixels > PIXELS {
            let most = million(PIXELS);
            return Err(format!("has {width} × {height} pixels, more than the {most} million that are read"));
        }
        if self.pixels > ALL_PIXELS {
            let most = million(ALL_PIXELS);
            return Err(format!("has {width} × {height} pixels, and with those before it more than {most} million"));
        }
        Ok(())
    }

    pub(super) fn pixels(&self) -> u64 {
        self.pixels
    }
}
