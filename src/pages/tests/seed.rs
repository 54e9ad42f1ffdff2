//! How many random cases a test runs, and from which seed.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// So many cases, or as many as `PROPTEST_CASES` says. The seed is fixed, so that a run does not depend on luck; another is
/// taken from `PROPTEST_RNG_SEED`.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    let read = ProptestConfig::default();
    let given = std::env::var_os("PROPTEST_CASES").is_some();
    let rng_seed = match read.rng_seed {
        RngSeed::Random => RngSeed::Fixed(0x5EED),
        RngSeed::Fixed(seed) => RngSeed::Fixed(seed),
    };
    ProptestConfig { cases: if given { read.cases } else { cases }, rng_seed, failure_persistence: None, ..read }
}
