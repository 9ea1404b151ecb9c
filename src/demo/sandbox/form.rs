//! Buttons and forms of a page, as a browser without script sends them.

use scraper::{ElementRef, Html, Selector};

/// A form, ready to be sent.
#[derive(Clone)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// What it holds.
    pub fields: Vec<(String, String)>,
    /// What can be chosen among, by field: the values of radio buttons, boxes and lists.
    choices: Vec<(String, String)>,
}

impl Form {
    /// Fills in a field. What the page does not offer cannot be filled in.
    pub fn fill(&mut self, name: &str, value: &str) -> Result<(), String> {
        let mut choices = self.choices.iter().filter(|(known, _)| known == name).peekable();
        let is_choice = choices.peek().is_some();
        if is_choice && !choices.any(|(_, known)| known == value) {
            return Err(format!("{name} does not offer {value}"));
        }
        match self.fields.iter_mut().find(|(known, _)| known == name) {
            Some((_, held)) => value.clone_into(held),
            None if is_choice => self.fields.push((name.to_owned(), value.to_owned())),
            None => return Err(format!("there is no field {name}")),
        }
        Ok(())
    }
}

/// Selectors are ours; one that does not read finds nothing.
fn find<'a>(page: &'a Html, css: &str) -> Option<ElementRef<'a>> {
    page.select(&Selector::parse(css).ok()?).next()
}

/// Where a link leads.
pub fn link(page: &str, css: &str) -> Option<String> {
    find(&Html::parse_document(page), css)?.attr("href").map(str::to_owned)
}

/// The language of a page.
pub fn language(page: &str) -> Option<String> {
    find(&Html::parse_document(page), "html")?.attr("lang").map(str::to_owned)
}

/// The form that a button sends, the button's own name and value among its fields.
pub fn pressed(page: &str, css: &str) -> Option<Form> {
    let page = Html::parse_document(page);
    let button = find(&page, css)?;
    let owner = match button.attr("form") {
        Some(id) => find(&page, &format!("form#{id}"))?,
        None => button.ancestors().filter_map(ElementRef::wrap).find(|it| it.value().name() == "form")?,
    };
    let mut form = read(&page, owner);
    if let Some(name) = button.attr("name") {
        form.fields.push((name.to_owned(), button.attr("value").unwrap_or_default().to_owned()));
    }
    Some(form)
}

fn read(page: &Html, owner: ElementRef<'_>) -> Form {
    let action = owner.attr("action").unwrap_or_default().to_owned();
    let mut form = Form { action, fields: vec![], choices: vec![] };
    let Ok(controls) = Selector::parse("input[name], select[name], textarea[name]") else { return form };
    let id = owner.attr("id");
    for control in page.select(&controls) {
        let within = control.ancestors().any(|ancestor| ancestor.id() == owner.id());
        let belongs = control.attr("form").map_or(within, |of| Some(of) == id);
        if belongs {
            add(&mut form, control);
        }
    }
    form
}

fn add(form: &mut Form, control: ElementRef<'_>) {
    let name = control.attr("name").unwrap_or_default().to_owned();
    let value = || control.attr("value").unwrap_or_default().to_owned();
    match (control.value().name(), control.attr("type")) {
        (_, Some("submit" | "button")) => {}
        (_, Some("radio" | "checkbox")) => {
            form.choices.push((name.clone(), value()));
            if control.attr("checked").is_some() {
                form.fields.push((name, value()));
            }
        }
        ("select", _) => {
            let Ok(option) = Selector::parse("option") else { return };
            let value = |option: ElementRef<'_>| {
                option.attr("value").map_or_else(|| option.text().collect(), str::to_owned)
            };
            let options: Vec<_> = control.select(&option).collect();
            form.choices.extend(options.iter().map(|option| (name.clone(), value(*option))));
            let chosen = options.iter().find(|option| option.attr("selected").is_some()).or(options.first());
            form.fields.extend(chosen.map(|option| (name, value(*option))));
        }
        ("textarea", _) => form.fields.push((name, control.text().collect())),
        _ => form.fields.push((name, value())),
    }
}

#[cfg(test)]
mod tests {
    use super::pressed;

    #[test]
    fn a_form_is_sent_as_a_browser_sends_it() {
        let page = "<button form=f name=lang value=nn>Nynorsk</button><form id=f action=/a><input name=t value=1>
            <input type=radio name=r value=x><input type=radio name=r value=y checked><input type=checkbox name=c value=on>
            <select name=s><option value=a>A<option value=b selected>B</select><button name=action value=ok>OK</button></form>
            <input form=f name=far value=2><input name=not value=3>";
        let mut form = pressed(page, "button[name=lang]").expect("a form");
        let pairs = |form: &super::Form| {
            form.fields.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
        };
        assert_eq!(pairs(&form), "t=1&r=y&s=b&far=2&lang=nn");
        form.fill("r", "x").expect("it is offered");
        form.fill("c", "on").expect("it is a box");
        form.fill("t", "9").expect("a text");
        assert_eq!(form.fill("r", "z"), Err("r does not offer z".to_owned()));
        assert_eq!(form.fill("q", "z"), Err("there is no field q".to_owned()));
        assert_eq!(pairs(&form), "t=9&r=x&s=b&far=2&lang=nn&c=on");
    }
}
