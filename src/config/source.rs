//! Where a setting's value comes from.

use std::collections::HashMap;
use std::path::Path;

use super::{Setting, all_settings};

/// Where a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The environment.
    Environment,
    /// The file that `BEKREFT_ENV_FILE` names.
    File,
    /// Our own default.
    Default,
    /// Nowhere.
    NotSet,
}

/// The raw values of all settings.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    environment: HashMap<String, String>,
    file: HashMap<String, String>,
}

impl Settings {
    /// Reads the process's environment and, when `BEKREFT_ENV_FILE` names one, a file of the same `NAME=value` lines.
    pub fn read() -> anyhow::Result<Self> {
        let environment = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect::<HashMap<_, _>>();
        let file = match environment.get("BEKREFT_ENV_FILE") {
            Some(path) => Self::read_file(Path::new(path))?,
            None => HashMap::new(),
        };
        Ok(Self { environment, file })
    }

    fn read_file(path: &Path) -> anyhow::Result<HashMap<String, String>> {
        use anyhow::Context as _;
        let lines =
            dotenvy::from_path_iter(path).with_context(|| format!("cannot open {}", path.display()))?;
        lines
            .collect::<Result<_, _>>()
            .map_err(|_| anyhow::anyhow!("{} has a line that is not NAME=value", path.display()))
    }

    /// Settings given in code, for tests.
    pub fn of<'a>(values: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let environment =
            values.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self { environment, file: HashMap::new() }
    }

    /// The value of a setting; an empty one counts as not set.
    pub fn get(&self, name: &str) -> Option<String> {
        self.find(name).1
    }

    /// The value and where it was found: the environment wins over the file, the file over the default.
    pub fn find(&self, name: &str) -> (Origin, Option<String>) {
        let given = |map: &HashMap<String, String>| map.get(name).filter(|value| !value.is_empty()).cloned();
        if let Some(value) = given(&self.environment) {
            return (Origin::Environment, Some(value));
        }
        if let Some(value) = given(&self.file) {
            return (Origin::File, Some(value));
        }
        match all_settings().find(|setting| setting.name == name).and_then(|setting| setting.default) {
            Some(default) => (Origin::Default, Some(default.to_owned())),
            None => (Origin::NotSet, None),
        }
    }

    /// One line per setting: name, value (secrets masked), where it comes from, what it is for.
    pub fn table(&self) -> String {
        all_settings().map(|setting| self.line(setting)).collect()
    }

    fn line(&self, setting: &Setting) -> String {
        let (origin, value) = self.find(setting.name);
        let shown = match value {
            Some(_) if setting.secret => "********".to_owned(),
            Some(value) => value,
            None => "-".to_owned(),
        };
        let origin = match origin {
            Origin::Environment => "environment",
            Origin::File => "file",
            Origin::Default => "default",
            Origin::NotSet => "not set",
        };
        format!("{:<30}{shown:<32}{origin:<13}{}\n", setting.name, setting.purpose)
    }
}
