//! The address of a link as both files have it.

use url::Url;

/// An address as a URI in ASCII (RFC 3986): a host in other letters in its ASCII form (UTS #46), and all else that a URI does
/// not allow as `%` and two digits a byte. Word refuses a whole file for one address that is not a URI.
pub fn uri(address: &str) -> String {
    let parsed = Url::parse(address);
    let address = parsed.as_ref().map_or(address, Url::as_str);
    let mut uri = String::with_capacity(address.len());
    for (at, byte) in address.bytes().enumerate() {
        let hex = |offset| address.as_bytes().get(at + offset).is_some_and(u8::is_ascii_hexdigit);
        let already = byte == b'%' && hex(1) && hex(2);
        if already || byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn addresses_become_valid_uris_once() {
        assert_eq!(uri("https://example.org/a b?q=«é»#x"), "https://example.org/a%20b?q=%C2%AB%C3%A9%C2%BB#x");
        assert_eq!(uri("https://example.org/100%25%?a=b|c"), "https://example.org/100%25%25?a=b%7Cc");
        assert_eq!(uri("https://bücher.example/год"), "https://xn--bcher-kva.example/%D0%B3%D0%BE%D0%B4");
        assert_eq!(uri("mailto:an office@example.org"), "mailto:an%20office@example.org");
        assert_eq!(uri("https://[é"), "https://[%C3%A9");
    }
}
