//! Slips in well-known e-mail domains.
//!
//! A question that is wrong annoys everyone with a rare domain, so only slips that hardly can be anything else give
//! one: the name is a letter off with the right top level, or the top level is off with the right name.

/// Domains of mail providers that many people in Norway have an address at: name and top level.
const WELL_KNOWN: [(&str, &str); 19] = [
    ("gmail", "com"),
    ("hotmail", "com"),
    ("hotmail", "no"),
    ("outlook", "com"),
    ("online", "no"),
    ("icloud", "com"),
    ("yahoo", "com"),
    ("yahoo", "no"),
    ("live", "no"),
    ("live", "com"),
    ("msn", "com"),
    ("getmail", "no"),
    ("broadpark", "no"),
    ("frisurf", "no"),
    ("lyse", "net"),
    ("altibox", "no"),
    ("ebnett", "no"),
    ("protonmail", "com"),
    ("googlemail", "com"),
];

/// Domains that exist and look like a slip for one above.
const NOT_A_SLIP: [&str; 33] = [
    "mail.com",
    "email.com",
    "ymail.com",
    "fmail.com",
    "qmail.com",
    "gmx.com",
    "aim.com",
    "aol.com",
    "me.com",
    "mac.com",
    "hotmail.se",
    "hotmail.dk",
    "hotmail.nl",
    "hotmail.nu",
    "outlook.no",
    "outlook.dk",
    "outlook.se",
    "live.se",
    "live.dk",
    "live.nl",
    "live.co.uk",
    "yahoo.se",
    "yahoo.dk",
    "yahoo.co.uk",
    "proton.me",
    "protonmail.ch",
    "hotmail.co.uk",
    "rocketmail.com",
    "cloud.com",
    "inline.no",
    "airline.no",
    "netmail.no",
    "jetmail.no",
];

/// Top levels that do not exist, and what they are a slip for.
const NO_SUCH_TOP_LEVEL: [(&str, &str); 19] = [
    ("con", "com"),
    ("cmo", "com"),
    ("ocm", "com"),
    ("vom", "com"),
    ("xom", "com"),
    ("dom", "com"),
    ("cim", "com"),
    ("cpm", "com"),
    ("cok", "com"),
    ("coom", "com"),
    ("comm", "com"),
    ("ccom", "com"),
    ("como", "com"),
    ("nno", "no"),
    ("noo", "no"),
    ("nk", "no"),
    ("bno", "no"),
    ("nol", "no"),
    ("ner", "net"),
];

/// Top levels that do exist (Oman, Cameroon, Colombia, Bolivia, Niger…), but hardly after the name of a well-known
/// provider.
const RARE_TOP_LEVEL: [(&str, &str); 9] = [
    ("om", "com"),
    ("cm", "com"),
    ("co", "com"),
    ("mo", "no"),
    ("bo", "no"),
    ("ni", "no"),
    ("np", "no"),
    ("ne", "no"),
    ("om", "no"),
];

/// From this many letters on, two slips in a name still leave little doubt.
const LONG_NAME: usize = 7;

/// Names with fewer letters than this have too many real neighbours (live: like, life, love, line).
const SHORT_NAME: usize = 5;

/// The well-known domain this one is probably a slip for. Takes and gives a lower-case ASCII domain.
pub(crate) fn domain_meant_by(domain: &str) -> Option<String> {
    let (name, top) = domain.rsplit_once('.')?;
    if is_well_known(name, top) || NOT_A_SLIP.contains(&domain) {
        return None;
    }
    let slip_for =
        |list: &[(&str, &'static str)]| list.iter().find(|(slip, _)| *slip == top).map(|(_, meant)| *meant);
    if let Some(meant) = slip_for(&NO_SUCH_TOP_LEVEL) {
        // Sure about the top level whatever the name is; the name may be a slip as well.
        let name = nearest_name(name, meant).unwrap_or(name);
        return Some(format!("{name}.{meant}"));
    }
    let rare = RARE_TOP_LEVEL.iter().find(|(slip, meant)| *slip == top && is_well_known(name, meant));
    if let Some((_, meant)) = rare {
        return Some(format!("{name}.{meant}"));
    }
    nearest_name(name, top).map(|name| format!("{name}.{top}"))
}

fn is_well_known(name: &str, top: &str) -> bool {
    WELL_KNOWN.contains(&(name, top))
}

/// The name of the well-known domain with this top level that is nearest, if it is near enough to be a slip.
fn nearest_name(typed: &str, top: &str) -> Option<&'static str> {
    let candidates = WELL_KNOWN.iter().filter(|(_, known_top)| *known_top == top);
    let near = candidates.filter_map(|(known, _)| Some((slips_between(typed, known)?, *known)));
    near.min_by_key(|(slips, _)| *slips).map(|(_, known)| known)
}

/// How many slips lead from the known name to the typed one; None if too many to be the same.
fn slips_between(typed: &str, known: &'static str) -> Option<usize> {
    let distance = distance(typed.as_bytes(), known.as_bytes());
    let has_same_start = typed.as_bytes().first() == known.as_bytes().first();
    let has_like_length = typed.len().abs_diff(known.len()) <= 1;
    let is_slip = match distance {
        1 if known.len() < SHORT_NAME => is_rearranged(typed, known),
        0 | 1 => true,
        2 => known.len() >= LONG_NAME && has_same_start && has_like_length,
        _ => false,
    };
    is_slip.then_some(distance)
}

fn is_rearranged(one: &str, other: &str) -> bool {
    let sorted = |text: &str| {
        let mut bytes = text.as_bytes().to_vec();
        bytes.sort_unstable();
        bytes
    };
    sorted(one) == sorted(other)
}

/// How many letters were left out, put in, replaced or swapped with their neighbour (Damerau and Levenshtein's
/// distance, where no stretch is edited twice).
fn distance(one: &[u8], other: &[u8]) -> usize {
    let width = other.len() + 1;
    let mut before_last: Vec<usize> = vec![0; width];
    let mut last: Vec<usize> = (0..width).collect();
    for row in 1..=one.len() {
        let mut current = vec![row; width];
        for column in 1..width {
            let is_other_letter = usize::from(one[row - 1] != other[column - 1]);
            let replaced = last[column - 1] + is_other_letter;
            let cheapest = replaced.min(last[column] + 1).min(current[column - 1] + 1);
            let is_swapped = row > 1
                && column > 1
                && one[row - 1] == other[column - 2]
                && one[row - 2] == other[column - 1];
            current[column] = if is_swapped { cheapest.min(before_last[column - 2] + 1) } else { cheapest };
        }
        before_last = std::mem::replace(&mut last, current);
    }
    last[width - 1]
}
