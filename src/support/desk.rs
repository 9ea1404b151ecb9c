//! What all pages of the console have in common.

use actix_web::{HttpRequest, web};

use super::SupportViewer;
use crate::app::State;
use crate::web::{Page, paths};

/// The parts of the console, in the order of its menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A support code is entered here.
    Home,
    /// Persons.
    Search,
    /// Situations that citizens can be in.
    Scenarios,
    /// Every page in every language.
    Gallery,
    /// What one of support asks for and another approves.
    Cases,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Home, Self::Search, Self::Scenarios, Self::Gallery, Self::Cases];

    /// Its address.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Home => paths::SUPPORT,
            Self::Search => paths::SUPPORT_SEARCH,
            Self::Scenarios => paths::SUPPORT_SCENARIOS,
            Self::Gallery => paths::SUPPORT_GALLERY,
            Self::Cases => paths::SUPPORT_CASES,
        }
    }
}

/// The frame of a page of the console.
#[derive(Debug)]
pub struct Desk {
    /// The frame of every page.
    pub page: Page,
    /// Where she is in the menu.
    pub part: Part,
    /// CSRF token of her session.
    pub csrf: String,
}

impl Desk {
    /// The frame for whoever is logged in at the console.
    pub fn new(request: &HttpRequest, state: &web::Data<State>, viewer: &SupportViewer, part: Part) -> Self {
        Self {
            page: Page::public(request, state),
            part,
            csrf: state.key.csrf_token(viewer.token(), state.chance),
        }
    }

    /// The menu: address, words, and whether it is where she is.
    pub fn menu(&self) -> [(&'static str, &'static str, bool); 5] {
        let tr = self.page.tr;
        Part::ALL.map(|part| {
            let words = match part {
                Part::Home => tr.support_menu_home(),
                Part::Search => tr.support_menu_search(),
                Part::Scenarios => tr.support_menu_scenarios(),
                Part::Gallery => tr.support_menu_gallery(),
                Part::Cases => tr.support_menu_cases(),
            };
            (part.path(), words, part == self.part)
        })
    }
}
