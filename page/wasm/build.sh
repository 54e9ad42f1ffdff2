#!/usr/bin/env bash
# Builds the module of the page: target/wasm/assemble.wasm. With rustup's own library for WebAssembly where it is
# installed (`rustup target add wasm32-unknown-unknown`); else, on Debian, with the compiler and the source of that library
# from Debian's packages, which are unpacked under target/wasm and not installed. With --test, the module for the tests
# instead, which is not optimized: target/wasm/test.wasm. Other arguments go to cargo, for instance --no-default-features
# for a module without the Chinese faces. $WASM_HOME is a folder for all this in the place of target/wasm.
set -euo pipefail
cd "$(dirname "$0")/../.."
home="${WASM_HOME:-$PWD/target/wasm}"
target=wasm32-unknown-unknown
profile=wasm module=assemble
if [ "${1:-}" = --test ]; then
    profile=wasm-test module=test
    shift
else
    # The module names files where it stops on a fault: by their place in the project, not on this machine.
    export RUSTFLAGS="--remap-path-prefix=$PWD=assemble --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
fi
build=(build --package assemble-wasm --profile "$profile" --target "$target" --target-dir "$home" --locked "$@")

# The packages of Debian's compiler: it, its own library, what it links with, and the source of the library.
from_debian() {
    local there="$home/debian" packages=(rustc-web libstd-rust-web-dev rust-web-src)
    if [ ! -e "$there/complete" ]; then
        rm -rf "$there" && mkdir -p "$there/packages"
        (
            cd "$there/packages"
            apt-get update -qq
            # The library and LLVM are named by version: ask the packages that need them.
            local wanted
            wanted=$(apt-cache depends "${packages[@]}" | sed -n 's/^ *Depends: \(libstd-rust-web-[0-9.]*\)$/\1/p' | sort -u)
            wanted+=" "$(apt-cache depends $wanted | sed -n 's/^ *Depends: \(libllvm[0-9]*\)$/\1/p' | sort -u)
            apt-get download -qq "${packages[@]}" $wanted 2>/dev/null
            # Of the compiler's source the library alone; the rest is many files more.
            for package in *.deb; do
                dpkg --fsys-tarfile "$package" | tar -x -C "$there" --no-wildcards-match-slash --exclude './usr/share' \
                    --exclude './usr/src/*/compiler' --exclude './usr/src/*/src' --exclude './usr/src/*/debian'
            done
        )
        rm -rf "$there/packages"
        touch "$there/complete"
    fi
    local sources
    sources=$(echo "$there"/usr/src/rustc-*/library)
    export RUSTC="$there/usr/bin/rustc" LD_LIBRARY_PATH="$there/usr/lib/x86_64-linux-gnu"
    export RUSTC_BOOTSTRAP=1 __CARGO_TESTS_ONLY_SRC_ROOT="$sources"
    CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER="$(ls "$(env -u RUSTC -u LD_LIBRARY_PATH rustc --print sysroot)"/lib/rustlib/*/bin/rust-lld)"
    export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER
    cargo "${build[@]}" -Z build-std=std,panic_abort
}

if [ -d "$(rustc --print target-libdir --target "$target")" ]; then
    cargo "${build[@]}"
else
    from_debian
fi
mkdir -p target/wasm
cp "$home/$target/$profile/assemble_wasm.wasm" "target/wasm/$module.wasm"
