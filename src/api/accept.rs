//! In which form the client wants its answer (RFC 9110 section 12.5.1).

use actix_web::HttpRequest;
use actix_web::http::header;

use super::error::ApiError;

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerForm {
    /// JSON.
    Json,
    /// The same JSON with our signature around it.
    Signed,
}

const JSON: &str = "application/json";
const JOSE: &str = "application/jose";

/// What the client wants most of what there is. JSON when it likes both the same, or does not say.
pub fn wanted(request: &HttpRequest, may_be_signed: bool) -> Result<AnswerForm, ApiError> {
    let mut accepted = request.headers().get_all(header::ACCEPT).peekable();
    if accepted.peek().is_none() {
        return Ok(AnswerForm::Json);
    }
    let values = accepted.filter_map(|value| value.to_str().ok());
    let ranges = values.flat_map(|value| value.split(',')).map(Range::read).collect::<Vec<_>>();
    let json = quality(&ranges, JSON);
    let signed = if may_be_signed { quality(&ranges, JOSE) } else { 0.0 };
    if json <= 0.0 && signed <= 0.0 {
        return Err(ApiError::NotAcceptable);
    }
    Ok(if signed > json { AnswerForm::Signed } else { AnswerForm::Json })
}

struct Range {
    kind: String,
    quality: f32,
}

impl Range {
    fn read(text: &str) -> Self {
        let mut parts = text.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default().to_ascii_lowercase();
        let quality = parts.find_map(|part| part.strip_prefix("q=")).and_then(|it| it.parse::<f32>().ok());
        Self { kind, quality: quality.filter(|it| it.is_finite()).unwrap_or(1.0) }
    }
}

/// How much a type is liked: the range that names it most exactly says so.
fn quality(ranges: &[Range], kind: &str) -> f32 {
    let named = |name: &str| {
        let found = ranges.iter().filter(|range| range.kind == name).map(|range| range.quality);
        found.reduce(f32::max)
    };
    named(kind).or_else(|| named("application/*")).or_else(|| named("*/*")).unwrap_or(0.0)
}
