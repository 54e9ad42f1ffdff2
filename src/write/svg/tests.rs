//! Tests of the drawings, on reports that go through the real stages.
