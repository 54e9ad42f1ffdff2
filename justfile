# Everything CI checks with Rust alone. `.ci/run` calls these and then the outside judges.
ci: fmt clippy test doc forbid

fmt:
    cargo fmt --check

clippy:
    cargo clippy --all-targets --locked -- -D warnings

test:
    cargo test --locked

doc:
    RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --locked

# Words that may not land.
forbid:
    ! grep -rnE 'todo!|unimplemented!|dbg!|TODO|FIXME|#\[ignore' src tests --include='*.rs'

# Build the examples and let the outside judges read them (see tests/judges/README.md).
judges:
    bash tests/judges/run.sh

# Licences and sources of everything the program is made of.
deny:
    cargo deny --locked check licenses bans sources

# Known weaknesses of it, before each publication: from the network, or from a clone of the list of rustsec.org.
advisories *clone:
    bash packaging/advisories.sh {{clone}}

# Each fuzzing target for so many seconds (see fuzz/README.md).
fuzz seconds="60":
    bash fuzz/run.sh {{seconds}}

# The page: src/cli/serve/page.html, which the program serves, and target/page/assemble.html, which holds the program.
# Needs Node.js; the module needs `rustup target add wasm32-unknown-unknown`, or Debian's packages (page/wasm/build.sh).
page *options:
    bash page/build.sh {{options}}

# The packages of the program for this machine, in target/packages (see packaging/README.md).
wheel: release
    bash packaging/wheel.sh

deb: release
    bash packaging/deb.sh

tar: release
    bash packaging/tar.sh

release:
    cargo build --release --locked

# Make the packages of the program of the tests, install each in a clean place, and run the main job there.
packages:
    cargo build --locked
    bash packaging/test.sh
