#![expect(
    clippy::needless_borrows_for_generic_args,
    reason = "templates pass references, so these tests do too"
)]

use super::bundles::{bundle, format, of};
use super::messages::KEYS;
use super::{Arg, Html, Locale, Tr, escape};
use fluent::{FluentArgs, FluentValue};
use std::borrow::Cow;
use time::macros::{date, datetime};

const NB: Tr = Tr::new(Locale::Nb);
const NN: Tr = Tr::new(Locale::Nn);
const EN: Tr = Tr::new(Locale::En);

/// One message of a language made for the test.
fn say<'a>(locale: Locale, message: &str, value: impl Into<Arg<'a>>) -> String {
    format(&bundle(locale, &[&format!("message = {message}")]), "message", [("it", value.into())])
}

#[test]
fn every_message_formats_in_every_language() {
    let samples = [
        FluentValue::from(0),
        FluentValue::from(1),
        FluentValue::from(1234),
        FluentValue::from("Kari"),
        FluentValue::from(""),
    ];
    for locale in Locale::ALL {
        for (key, variables) in KEYS {
            for sample in &samples {
                let mut args = FluentArgs::new();
                for variable in *variables {
                    args.set(*variable, sample.clone());
                }
                let mut errors = vec![];
                let message = of(locale).get_message(key).unwrap();
                let text = of(locale).format_pattern(message.value().unwrap(), Some(&args), &mut errors);
                assert!(errors.is_empty(), "{key} in {locale:?}: {errors:?}");
                assert!(!text.trim().is_empty(), "{key} in {locale:?} is empty");
                assert!(!text.contains(['\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}']), "{key}: marks");
            }
        }
    }
}

#[test]
fn a_message_without_variables_is_a_constant() {
    const NAME: &str = EN.app_name();
    assert_eq!(NAME, "Contact register");
    assert_eq!(NB.app_name(), "Kontaktregisteret");
}

#[test]
fn a_message_can_hold_a_value() {
    assert_eq!(NN.confirm_on_the_way("Skatteetaten"), "Du er på veg til Skatteetaten");
    assert_eq!(EN.confirm_on_the_way(&String::from("<b>")), "You are on your way to <b>");
}

#[test]
fn plural_forms_follow_the_language() {
    let forms = |locale, message| [0, 1, 2, 1234].map(|count| say(locale, message, count));
    let nb = "{ $it ->\n    [0] Ingen dager\n    [one] Én dag\n   *[other] { $it } dager\n }";
    assert_eq!(forms(Locale::Nb, nb), ["Ingen dager", "Én dag", "2 dager", "1\u{a0}234 dager"]);
    let nn = "{ $it ->\n    [one] Éin dag\n   *[other] { $it } dagar\n }";
    assert_eq!(forms(Locale::Nn, nn), ["0 dagar", "Éin dag", "2 dagar", "1\u{a0}234 dagar"]);
    let en = "{ $it ->\n    [one] One day\n   *[other] { $it } days\n }";
    assert_eq!(forms(Locale::En, en), ["0 days", "One day", "2 days", "1,234 days"]);
}

#[test]
fn numbers_are_grouped_and_keep_the_digits_asked_for() {
    let money = "{ NUMBER($it, minimumFractionDigits: 2) } kr";
    assert_eq!(say(Locale::Nb, money, -1_234_567.5), "\u{2212}1\u{a0}234\u{a0}567,50 kr");
    assert_eq!(say(Locale::En, money, 1_234_567.5), "1,234,567.50 kr");
    assert_eq!(say(Locale::Nn, "{ $it }", 0.25), "0,25");
    assert_eq!(say(Locale::Nb, "{ $it }", 100), "100");
    assert_eq!(say(Locale::Nb, "{ $it }", -0.0001), "0");
    assert_eq!(say(Locale::Nb, "{ NUMBER($it, maximumFractionDigits: 0) }", 2.75), "3");
    assert_eq!(say(Locale::Nb, "{ NUMBER($it, useGrouping: \"false\") }", 2026), "2026");
    assert_eq!(say(Locale::En, "{ $it }", u64::from(u32::MAX)), "4,294,967,295");
}

#[test]
fn text_and_numbers_are_taken_by_value_and_by_reference() {
    let (text, number) = (String::from("Kari"), 7_u32);
    let borrowed: &str = &text;
    let cow = Cow::Borrowed(borrowed);
    let said = [
        say(Locale::Nb, "{ $it }", borrowed),
        say(Locale::Nb, "{ $it }", &borrowed),
        say(Locale::Nb, "{ $it }", &text),
        say(Locale::Nb, "{ $it }", &&text),
        say(Locale::Nb, "{ $it }", &cow),
        say(Locale::Nb, "{ $it }", text.clone()),
    ];
    assert!(said.iter().all(|it| it == "Kari"), "{said:?}");
    assert_eq!(say(Locale::Nb, "{ $it }", number), say(Locale::Nb, "{ $it }", &number));
}

#[test]
fn values_in_markup_are_escaped_and_the_message_is_not() {
    let markup = bundle(Locale::Nb, &["link-html = <a href=\"{ $it }\">Gå</a>"]);
    let value = Arg::from("/x?a=1&b=\"'><b>").escaped();
    assert_eq!(
        format(&markup, "link-html", [("it", value)]),
        "<a href=\"/x?a=1&#38;b=&#34;&#39;&#62;&#60;b&#62;\">Gå</a>"
    );
    assert!(NB.footer_phone_html("1", "<1>").as_str().contains("&#60;1&#62;</a>"));
}

#[test]
fn askama_writes_markup_as_it_is() {
    #[derive(askama::Template)]
    #[template(source = "{{ text }}|{{ html }}|{{ t.app_name() }}|{{ t.date_long(day) }}", ext = "html")]
    struct Page {
        text: &'static str,
        html: Html<Cow<'static, str>>,
        t: Tr,
        day: time::Date,
    }
    let page = Page { text: "<i>", html: Html(Cow::Borrowed("<b>")), t: NB, day: date!(2026 - 03 - 03) };
    let written = askama::Template::render(&page).unwrap();
    assert_eq!(written, "&#60;i&#62;|<b>|Kontaktregisteret|3.\u{a0}mars 2026");
}

#[test]
fn text_without_markup_is_not_copied_to_be_escaped() {
    assert!(matches!(escape("Kjell Åge"), Cow::Borrowed("Kjell Åge")));
    assert_eq!(escape("Kari & \"co\""), "Kari &#38; &#34;co&#34;");
}

#[test]
fn dates_read_as_each_language_writes_them() {
    let day = date!(2026 - 03 - 03);
    assert_eq!(
        [NB, NN, EN].map(|tr| tr.date_long(day)),
        ["3.\u{a0}mars 2026", "3.\u{a0}mars 2026", "3\u{a0}March 2026"]
    );
    assert_eq!(NN.date_long(&date!(1999 - 12 - 31)), "31.\u{a0}desember 1999");
    for month in 1..=12 {
        let month = time::Month::try_from(month).unwrap();
        assert_eq!(EN.month(month), month.to_string());
        assert_eq!(NB.month(month), NN.month(month));
    }
}

#[test]
fn clocks_read_as_each_language_writes_them() {
    let local = datetime!(2026-03-03 14:41:59 +1);
    assert_eq!([NB, NN, EN].map(|tr| tr.clock(local)), ["14.41", "14.41", "14:41"]);
    assert_eq!(NB.clock(&datetime!(2026-03-03 08:05 +1)), "08.05");
    assert_eq!(NN.date_and_clock(local), "3.\u{a0}mars 2026 kl. 14.41");
    assert_eq!(EN.date_and_clock(&local), "3\u{a0}March 2026 at 14:41");
}

#[test]
fn a_locale_is_found_by_its_tag() {
    for locale in Locale::ALL {
        assert_eq!(Locale::from_tag(locale.tag()), Some(locale));
        assert_eq!(Tr::new(locale).lang(), locale.tag());
    }
    assert_eq!(Locale::from_tag("no"), Some(Locale::Nb));
    assert_eq!(Locale::from_tag("nn-NO"), Some(Locale::Nn));
    assert_eq!(Locale::from_tag("EN_gb"), Some(Locale::En));
    for other in ["", "se", "nbx", "norsk", "-nb"] {
        assert_eq!(Locale::from_tag(other), None, "{other}");
    }
    assert_eq!(Locale::ALL.map(Locale::name), ["Bokmål", "Nynorsk", "English"]);
}
