//! Where a line may end in an address on the net, which may be longer than a line.

/// One of these is in each address.
pub const SIGNS: [&str; 3] = ["://", "www.", "@"];

/// Whether a word is an address on the net.
pub fn is_address(word: &str) -> bool {
    let [scheme, host, at] = SIGNS;
    word.contains(scheme) || word.contains(host) || (word.contains(at) && word.contains('.'))
}

/// The places in an address where a line may end, without a hyphen: after these signs, but not between two of them.
pub fn breaks(word: &str) -> impl Iterator<Item = usize> + '_ {
    const SIGNS: [char; 9] = ['/', '.', '-', '_', '?', '&', '=', '#', '@'];
    word.char_indices()
        .zip(word.chars().skip(1))
        .filter(|((_, sign), next)| SIGNS.contains(sign) && next.is_alphanumeric())
        .map(|((at, sign), _)| at + sign.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::{breaks, is_address};

    #[test]
    fn addresses_break_after_their_signs_but_not_between_two() {
        assert_eq!(breaks("https://example.org/a_b").collect::<Vec<_>>(), [8, 16, 20, 22]);
        assert!(is_address("office@example.org") && !is_address("and/or"));
    }
}
