//! Words of bokmål in nynorsk, and of nynorsk in bokmål: only those that are never right there.

use super::Text;

/// What gives a language away.
struct Signs {
    language: &'static str,
    words: &'static [&'static str],
    beginnings: &'static [&'static str],
    /// Of words with [`LONG`] letters or more.
    ends: &'static [&'static str],
}

const BOKMAAL: Signs = Signs {
    language: "bokmål",
    words: &[
        "allerede",
        "annen",
        "annet",
        "bedre",
        "ble",
        "dagene",
        "dager",
        "deres",
        "disse",
        "egen",
        "eget",
        "egne",
        "en",
        "endret",
        "et",
        "ett",
        "flere",
        "fra",
        "ganger",
        "gjelder",
        "gjør",
        "gjøre",
        "hennes",
        "hjem",
        "ikke",
        "innen",
        "jeg",
        "kommer",
        "lagret",
        "logget",
        "mens",
        "mer",
        "minutter",
        "mulig",
        "mulige",
        "mye",
        "måned",
        "måneden",
        "måneder",
        "navn",
        "navnet",
        "noe",
        "noen",
        "sammen",
        "sekunder",
        "selv",
        "senere",
        "sier",
        "skriver",
        "sted",
        "steder",
        "stedet",
        "timer",
        "trenger",
        "uke",
        "uken",
        "uker",
        "uten",
        "utenfor",
        "utenlandsk",
        "utenlandske",
        "valg",
        "valget",
        "valgt",
        "vanlig",
        "vanlige",
        "vanligvis",
        "veiledning",
        "velg",
        "velger",
        "vet",
        "være",
        "vært",
        "åpen",
        "åpne",
        "åpner",
        "én",
    ],
    // hvis, hvordan, hver; tjenesten
    beginnings: &["hv", "tjenest"],
    // opplysningene, tilgjengelig, muligheten
    ends: &[
        "ingen", "inger", "ingene", "lig", "lige", "ligere", "ighet", "somhet", "heten", "heter", "hetene",
    ],
};

const NYNORSK: Signs = Signs {
    language: "nynorsk",
    words: &[
        "allereie", "annan", "berre", "betre", "dagane", "dagar", "desse", "dykk", "dykkar", "då", "eg",
        "ein", "eit", "eitt", "endra", "fleire", "frå", "gjere", "heim", "hennar", "ikkje", "innan", "kjem",
        "korleis", "kva", "kvar", "kven", "kvifor", "lagra", "medan", "meir", "mogleg", "mykje", "månad",
        "månaden", "månader", "namn", "namnet", "noko", "nokon", "nokre", "opne", "saman", "seier",
        "seinare", "sidan", "sjølv", "stad", "staden", "timar", "utan", "vald", "valt", "veit", "veke",
        "veker", "vere", "vore", "éin", "éitt",
    ],
    beginnings: &["rettlei", "tenest"],
    ends: &["ingar", "ingane", "eleg", "elege", "legare", "heita", "heiter", "heitene"],
};

/// Shorter words end like this in both.
const LONG: usize = 8;

pub(super) fn problems(text: &Text, right: &[(&str, &str)]) -> Vec<String> {
    let other = match text.language {
        "nn" => &BOKMAAL,
        "nb" => &NYNORSK,
        _ => return vec![],
    };
    let mut found = words(text);
    found.retain(|word| other.claims(word) && !right.contains(&(text.key.as_str(), word)));
    found.sort();
    found.dedup();
    found.into_iter().map(|word| format!("«{word}» is {}", other.language)).collect()
}

impl Signs {
    fn claims(&self, word: &str) -> bool {
        let is_long = word.chars().count() >= LONG;
        self.words.contains(&word)
            || self.beginnings.iter().any(|it| word.starts_with(it))
            || (is_long && self.ends.iter().any(|it| word.ends_with(it)))
    }
}

pub(super) fn holds(text: &Text, word: &str) -> bool {
    words(text).iter().any(|it| it == word)
}

/// In small letters, without soft hyphens.
fn words(text: &Text) -> Vec<String> {
    let mut words = vec![];
    for piece in text.pieces() {
        let piece = piece.replace('\u{ad}', "").to_lowercase();
        words.extend(
            piece.split(|it: char| !it.is_alphabetic()).filter(|it| !it.is_empty()).map(str::to_owned),
        );
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::tests::text;

    #[test]
    fn words_of_the_other_norwegian_are_named() {
        let nn = "Er opplysningene dine rette, <b hvis=\"fra\">Hvis</b> ikke, { $n ->\n    [one] fra\n   *[other] frå\n }?";
        let found = problems(&text("nn", "a-html", nn), &[]);
        assert_eq!(
            found,
            ["«fra» is bokmål", "«hvis» is bokmål", "«ikke» is bokmål", "«opplysningene» is bokmål"]
        );
        assert_eq!(problems(&text("nb", "a", "Eg veit ikke"), &[]), ["«eg» is nynorsk", "«veit» is nynorsk"]);
        assert_eq!(problems(&text("en", "a", "Hvis ikke, frå"), &[]), [""; 0]);
    }

    #[test]
    fn good_sentences_pass() {
        let nn = "Stat og kommune skal bruke opplysningane når dei kontaktar deg. Ingen andre får sjå tinga dine, \
                  og du kan når som helst endre dei. Tenesta er tilgjengeleg heile døgnet.";
        assert_eq!(problems(&text("nn", "a", nn), &[]), [""; 0]);
        let nb = "Stat og kommune skal bruke opplysningene når de kontakter deg. Ingen andre får se tingene dine, \
                  og du kan når som helst endre dem. Tjenesten er tilgjengelig hele døgnet.";
        assert_eq!(problems(&text("nb", "a", nb), &[]), [""; 0]);
    }

    #[test]
    fn a_word_can_be_right_where_it_stands() {
        let text = text("nn", "a", "Skjemaet heiter «Hvis»");
        assert_eq!(problems(&text, &[("a", "hvis")]), [""; 0]);
        assert_eq!(problems(&text, &[("b", "hvis")]), ["«hvis» is bokmål"]);
        assert!(holds(&text, "hvis"));
    }
}
