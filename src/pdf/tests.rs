//! Tests of the stage with pages set by the [`super::typewriter`].
