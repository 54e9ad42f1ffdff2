//! Makes a picture one that both files can carry: every pixel is decoded here, every drawing is
//! parsed here, and what goes on is written anew. So nothing stays of what cameras, scanners and drawing programs write
//! about people, places and machines, and nothing that is damaged reaches a writer.

mod allowance;
mod draw;
mod drawing;
mod jpeg;
mod known;
mod notes;
mod png;
mod raster;
mod read;

use std::ops::Deref;
use std::sync::Arc;

pub use allowance::{Allowance, Cost};
pub use draw::{pixels, shapes};
pub use known::Known;
pub use notes::says_more;
pub use read::{Change, Kept, Refusal, read};

/// The kinds of pictures that go into the files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageFormat {
    /// Portable Network Graphics.
    Png,
    /// JPEG.
    Jpeg,
    /// Scalable Vector Graphics.
    Svg,
}

/// The bytes of a picture that was decoded and written anew. Only [`read`] makes them, so that the writers cannot be
/// given a picture as it was.
#[derive(Clone, Debug)]
pub struct Clean(Arc<[u8]>);

impl Clean {
    /// Cleans a picture that is not counted with others.
    pub fn new(bytes: &[u8]) -> Result<Clean, Refusal> {
        read(bytes, &mut Allowance::default()).map(|kept| kept.bytes)
    }
}

impl Deref for Clean {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}
