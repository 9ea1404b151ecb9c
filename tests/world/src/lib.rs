pub mod texts;
