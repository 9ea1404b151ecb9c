//! The description of the API for people to read: the same as for programs, and nothing beside it.

use std::sync::LazyLock;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde_json::Value;

use super::openapi::description;
use crate::app::State;
use crate::web::{Page, WebError, html};

#[derive(Template)]
#[template(path = "api_docs.html")]
struct DocsPage {
    page: Page,
    docs: &'static Docs,
}

/// `GET /api-docs`
pub(super) async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&DocsPage { page: Page::public(&request, &state), docs: &DOCS })
}

static DOCS: LazyLock<Docs> = LazyLock::new(|| {
    let description = serde_json::from_str(description()).unwrap_or_default();
    Docs::read(&description)
});

struct Docs {
    /// What holds for all operations.
    general: Vec<Block>,
    groups: Vec<Group>,
    codes: Vec<(String, Text)>,
}

/// Operations for the same readers.
struct Group {
    name: String,
    about: Text,
    operations: Vec<Operation>,
}

/// A paragraph, or a list.
struct Block {
    is_list: bool,
    lines: Vec<Text>,
}

impl Block {
    fn read(text: &str) -> Self {
        let is_list = text.starts_with("- ");
        let lines = text.split("\n- ").map(|line| Text::read(line.trim_start_matches("- ")));
        Self { is_list, lines: lines.collect() }
    }
}

struct Operation {
    id: String,
    method: String,
    path: String,
    summary: String,
    about: Text,
    scopes: Vec<String>,
    fields: Vec<Field>,
    request: String,
    answers: Vec<String>,
}

struct Field {
    name: String,
    is_required: bool,
    about: Text,
}

/// A text with words of code in it, which stand between backticks.
struct Text(Vec<Piece>);

struct Piece {
    is_code: bool,
    words: String,
}

impl Text {
    fn read(text: &str) -> Self {
        let pieces = text.split('`').enumerate();
        let pieces =
            pieces.map(|(number, words)| Piece { is_code: number % 2 == 1, words: words.to_owned() });
        Self(pieces.filter(|piece| !piece.words.is_empty()).collect())
    }
}

fn words(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

impl Docs {
    fn read(said: &Value) -> Self {
        let general = said["info"]["description"].as_str().unwrap_or_default();
        let groups = said["tags"].as_array().into_iter().flatten().map(|tag| Group::read(said, tag));
        let codes = said["components"]["schemas"]["Code"]["description"].as_str().unwrap_or_default();
        Self {
            general: general.split("\n\n").map(Block::read).collect(),
            groups: groups.collect(),
            codes: codes.lines().filter_map(code).collect(),
        }
    }
}

impl Group {
    fn read(said: &Value, tag: &Value) -> Self {
        let operations = members(&said["paths"]).flat_map(|(path, item)| {
            let of_tag = members(item).filter(|(_, operation)| operation["tags"][0] == tag["name"]);
            of_tag.map(move |(method, operation)| Operation::read(said, (method, path), operation))
        });
        Self {
            name: words(&tag["name"]),
            about: Text::read(tag["description"].as_str().unwrap_or_default()),
            operations: operations.collect(),
        }
    }
}

/// A line of the table of codes.
fn code(line: &str) -> Option<(String, Text)> {
    let (code, about) = line.strip_prefix("| `")?.split_once("` | ")?;
    Some((code.to_owned(), Text::read(about.trim_end_matches(" |"))))
}

impl Operation {
    fn read(said: &Value, (method, path): (&str, &str), operation: &Value) -> Self {
        let body = &operation["requestBody"]["content"]["application/json"];
        let schema = body["schema"]["$ref"].as_str().unwrap_or_default();
        let schema = said.pointer(schema.trim_start_matches('#')).unwrap_or(&Value::Null);
        let required = schema["required"].as_array().into_iter().flatten().collect::<Vec<_>>();
        let fields = members(&schema["properties"]).map(|(name, field)| Field {
            name: name.clone(),
            is_required: required.iter().any(|it| *it == name),
            about: Text::read(field["description"].as_str().unwrap_or_default()),
        });
        let answers = &operation["responses"]["200"]["content"]["application/json"]["examples"];
        Self {
            id: words(&operation["operationId"]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: words(&operation["summary"]),
            about: Text::read(operation["description"].as_str().unwrap_or_default()),
            scopes: operation["security"].as_array().into_iter().flatten().map(way_in).collect(),
            fields: fields.collect(),
            request: match &body["example"] {
                Value::Null => String::new(),
                example => serde_json::to_string_pretty(example).unwrap_or_default(),
            },
            answers: members(answers).map(|(_, example)| example["value"].to_string()).collect(),
        }
    }
}

/// One way in: the scopes that are needed together, and whose token it is.
fn way_in(way: &Value) -> String {
    let issuers = members(way).map(|(issuer, scopes)| {
        let name = if issuer == "idporten" { "ID-porten" } else { "Maskinporten" };
        let scopes = scopes.as_array().into_iter().flatten().map(words).collect::<Vec<_>>();
        format!("{} ({name})", scopes.join(" + "))
    });
    issuers.collect()
}
