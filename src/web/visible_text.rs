//! What a page says to whoever reads it or has it read aloud.

use scraper::{ElementRef, Html, Node, Selector};

/// Elements that stand within a line of text.
const IN_LINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "mark", "q", "s", "small", "span", "strong",
    "sub", "sup", "time", "u", "wbr",
];
/// Elements nobody reads.
const UNREAD: &[&str] = &["head", "script", "style", "template", "noscript", "svg"];
/// Attributes that are read.
const READ: &[&str] = &["aria-label", "alt", "placeholder", "title"];

/// The visible text of a page, with its title first, labels and what only screen readers read: one line for each run of text,
/// so that what stands in a sentence stays together. What is typed in fields is not part of it; what is printed on buttons is.
pub fn visible_text(page: &str) -> String {
    let page = Html::parse_document(page);
    let mut lines = Lines::default();
    if let Ok(title) = Selector::parse("head > title")
        && let Some(title) = page.select(&title).next()
    {
        title.text().for_each(|text| lines.say(text));
        lines.end();
    }
    lines.read(page.root_element());
    lines.end();
    lines.whole.join("\n")
}

#[derive(Default)]
struct Lines {
    whole: Vec<String>,
    line: String,
}

impl Lines {
    fn say(&mut self, text: &str) {
        self.line.push_str(text);
    }

    fn end(&mut self) {
        let line = std::mem::take(&mut self.line);
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{ad}', "");
        if !line.is_empty() {
            self.whole.push(line);
        }
    }

    fn read(&mut self, element: ElementRef<'_>) {
        let (name, value) = (element.value().name(), element.value());
        if UNREAD.contains(&name) || value.attr("hidden").is_some() {
            return;
        }
        // What looks like a button stands apart, whatever it is.
        let is_button = value.classes().any(|class| class == "ds-button");
        let is_in_line = IN_LINE.contains(&name) && !is_button;
        if !is_in_line {
            self.end();
        }
        let is_pressed = name == "input" && matches!(value.attr("type"), Some("submit" | "button"));
        let read = READ.iter().filter_map(|attribute| value.attr(attribute));
        for words in read.chain(value.attr("value").filter(|_| is_pressed)) {
            // Read in place of what stands there, or beside it: a run of its own either way.
            self.whole.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.say(text),
                Node::Element(_) => ElementRef::wrap(child).into_iter().for_each(|child| self.read(child)),
                _ => {}
            }
        }
        if !is_in_line {
            self.end();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::visible_text;

    #[test]
    fn a_sentence_stays_together_and_blocks_stand_apart() {
        let page = "<!doctype html><title>Tittel</title><body><h1>Kontakt&shy;opplysningene</h1>
            <p>Les <a href='/'>mer <span>om det</span></a> her.</p><ul><li>en<li>to</ul><a class=ds-button href=/>A</a><a class=ds-button href=/>B</a>
            <label for=x>Mobil:</label><input id=x value='98765432' aria-label='Nummer'>
            <button>Bekreft</button><script>nei()</script><p hidden>skjult</p><style>p{}</style>";
        let lines =
            "Tittel\nKontaktopplysningene\nLes mer om det her.\nen\nto\nA\nB\nMobil:\nNummer\nBekreft";
        assert_eq!(visible_text(page), lines);
    }
}
