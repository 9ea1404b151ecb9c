//! The list of countries beside the phone number field.
//!
//! Names come from `locales/*/countries.tsv`, which is in the order of the language already. The markup is made once
//! for each language: a request copies bytes, and with Norway chosen not even that.

use crate::i18n::{Html, Locale, escape};
use bekreft_domain::Country;
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

const SELECTED: &str = " selected";

static LISTS: LazyLock<[List; 3]> = LazyLock::new(|| Locale::ALL.map(|locale| List::read(source(locale))));

struct List {
    names: HashMap<Country, &'static str>,
    /// Every option, none of them selected.
    markup: String,
    /// Where [`SELECTED`] goes in `markup`.
    places: HashMap<Country, usize>,
    with_norway: String,
}

/// The `<option>`s, Norway first and then by the alphabet of the language. The value is the alpha-2 code, since
/// countries share calling codes.
pub fn options(locale: Locale, selected: Country) -> Html<Cow<'static, str>> {
    let list = &LISTS[locale as usize];
    Html(if selected == Country::NORWAY {
        Cow::Borrowed(list.with_norway.as_str())
    } else {
        Cow::Owned(list.with(selected))
    })
}

/// What the country is called in this language.
pub fn name(locale: Locale, country: Country) -> &'static str {
    LISTS[locale as usize].names.get(&country).copied().unwrap_or(country.alpha2())
}

/// Makes the lists now, so that the first visitor does not wait for them.
pub fn warm_up() {
    LazyLock::force(&LISTS);
}

fn source(locale: Locale) -> &'static str {
    match locale {
        Locale::Nb => include_str!("../../locales/nb/countries.tsv"),
        Locale::Nn => include_str!("../../locales/nn/countries.tsv"),
        Locale::En => include_str!("../../locales/en/countries.tsv"),
    }
}

/// Country and name of each line.
fn entries(tsv: &'static str) -> impl Iterator<Item = (Country, &'static str)> {
    tsv.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (code, name) = line.split_once('\t')?;
        Some((Country::from_alpha2(code)?, name))
    })
}

impl List {
    fn read(tsv: &'static str) -> Self {
        let (norway, others): (Vec<_>, Vec<_>) =
            entries(tsv).partition(|(country, _)| *country == Country::NORWAY);
        let mut list = Self {
            names: HashMap::new(),
            markup: String::new(),
            places: HashMap::new(),
            with_norway: String::new(),
        };
        for (country, name) in norway.into_iter().chain(others) {
            list.add(country, name);
        }
        list.with_norway = list.with(Country::NORWAY);
        list
    }

    fn add(&mut self, country: Country, name: &'static str) {
        let _ = write!(self.markup, "<option value=\"{}\"", country.alpha2());
        self.places.insert(country, self.markup.len());
        let _ = writeln!(self.markup, ">{} (+{})</option>", escape(name), country.calling_code());
        self.names.insert(country, name);
    }

    fn with(&self, selected: Country) -> String {
        let Some(place) = self.places.get(&selected) else { return self.markup.clone() };
        let (before, after) = self.markup.split_at(*place);
        let mut markup = String::with_capacity(self.markup.len() + SELECTED.len());
        markup.push_str(before);
        markup.push_str(SELECTED);
        markup.push_str(after);
        markup
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use scraper::{Html as Document, Selector};
    use std::collections::BTreeSet;

    struct Choice {
        code: String,
        text: String,
        selected: bool,
    }

    /// The list as a browser reads it.
    fn choices(locale: Locale, selected: Country) -> Vec<Choice> {
        let markup = format!("<select>{}</select>", options(locale, selected));
        let document = Document::parse_fragment(&markup);
        let option = Selector::parse("select > option").unwrap();
        document
            .select(&option)
            .map(|it| Choice {
                code: it.attr("value").unwrap().to_owned(),
                text: it.text().collect(),
                selected: it.attr("selected").is_some(),
            })
            .collect()
    }

    /// The values of the selected options, read from the markup as it is.
    fn selected_codes(markup: &str) -> impl Iterator<Item = &str> {
        markup
            .lines()
            .filter_map(|line| line.strip_prefix("<option value=\"")?.split_once("\" selected>"))
            .map(|(code, _)| code)
    }

    fn country(code: &str) -> Country {
        Country::from_alpha2(code).unwrap()
    }

    /// What a name sorts by: accents away, and æ, ø and å last in Norwegian.
    fn sort_key(locale: Locale, name: &str) -> String {
        let letter = |letter: char| match letter {
            'æ' if locale != Locale::En => '{',
            'ø' if locale != Locale::En => '|',
            'å' if locale != Locale::En => '}',
            'å' | 'ã' | 'á' => 'a',
            'ç' => 'c',
            'é' => 'e',
            'í' => 'i',
            'ô' => 'o',
            'ü' => 'u',
            other => other,
        };
        name.to_lowercase().chars().map(letter).collect()
    }

    #[test]
    fn every_country_with_a_calling_code_is_there_once() {
        let known: BTreeSet<&str> = Country::all().iter().map(|it| it.alpha2()).collect();
        for locale in Locale::ALL {
            let lines = source(locale).lines().filter(|line| !line.starts_with('#'));
            let listed: Vec<&str> = lines.map(|line| line.split('\t').next().unwrap()).collect();
            assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), known, "{locale:?}");
            assert_eq!(listed.len(), known.len(), "{locale:?}");

            let choices = choices(locale, Country::NORWAY);
            assert_eq!(choices.iter().map(|it| it.code.as_str()).collect::<BTreeSet<_>>(), known);
            assert_eq!(choices.len(), known.len(), "{locale:?}");
        }
    }

    #[test]
    fn norway_is_first_and_the_rest_follow_the_alphabet_of_the_language() {
        for locale in Locale::ALL {
            let choices = choices(locale, Country::NORWAY);
            assert_eq!(choices[0].code, "NO");
            let names: Vec<String> =
                choices[1..].iter().map(|it| sort_key(locale, name(locale, country(&it.code)))).collect();
            assert!(names.is_sorted(), "{locale:?}: {names:#?}");
            let place = choices.iter().position(|it| it.code == "AX").unwrap();
            assert_eq!(place == choices.len() - 1, locale != Locale::En, "Åland in {locale:?}");
        }
    }

    #[test]
    fn exactly_the_chosen_country_is_selected() {
        for locale in Locale::ALL {
            for chosen in Country::all() {
                let markup = options(locale, *chosen);
                let selected: Vec<&str> = selected_codes(markup.as_str()).collect();
                assert_eq!(selected, [chosen.alpha2()], "{locale:?}");
            }
        }
        let sweden = choices(Locale::Nn, country("SE"));
        let selected: Vec<&str> = sweden.iter().filter(|it| it.selected).map(|it| it.text.as_str()).collect();
        assert_eq!(selected, ["Sverige (+46)"]);
    }

    #[test]
    fn norway_costs_nothing() {
        for locale in Locale::ALL {
            assert!(matches!(options(locale, Country::NORWAY).0, Cow::Borrowed(_)));
        }
    }

    #[test]
    fn names_are_in_the_language_and_escaped() {
        let named = |locale| ["NO", "CI", "AT", "FO", "GB"].map(|code| name(locale, country(code)));
        assert_eq!(named(Locale::Nb), ["Norge", "Elfenbenskysten", "Østerrike", "Færøyene", "Storbritannia"]);
        assert_eq!(
            named(Locale::Nn),
            ["Noreg", "Elfenbeinskysten", "Austerrike", "Færøyane", "Storbritannia"]
        );
        assert_eq!(
            named(Locale::En),
            ["Norway", "Côte d’Ivoire", "Austria", "Faroe Islands", "United Kingdom"]
        );

        let markup = options(Locale::En, country("AG"));
        assert!(
            markup.as_str().contains("<option value=\"AG\" selected>Antigua &#38; Barbuda (+1)</option>")
        );
        assert!(choices(Locale::En, Country::NORWAY).iter().any(|it| it.text == "Antigua & Barbuda (+1)"));
    }

    #[test]
    fn a_list_can_be_chosen_from_in_norwegian() {
        assert!(options(Locale::Nb, Country::NORWAY).as_str().starts_with(
            "<option value=\"NO\" selected>Norge (+47)</option>\n<option value=\"AF\">Afghanistan (+93)</option>\n"
        ));
    }
}
