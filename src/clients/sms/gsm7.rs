//! The alphabet of SMS (3GPP TS 23.038, 6.2.1): a text outside it is sent in 16 bits a letter and has room for 70.

const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENSION: &str = "\u{c}^{}\\[~]|€";

/// How many septets the text takes; `None` when a letter is not in the alphabet.
pub fn septets(text: &str) -> Option<usize> {
    text.chars()
        .map(|letter| match letter {
            letter if BASIC.contains(letter) => Some(1),
            letter if EXTENSION.contains(letter) => Some(2),
            _ => None,
        })
        .sum()
}
