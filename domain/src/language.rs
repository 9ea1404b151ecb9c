//! The written language a person wants letters in.

named! {
    /// The language choice kept in the register, by ISO 639-1 code (Digdir's docs: `spraak` in `krr_attributter`).
    ///
    /// It is a wish towards public bodies, not the language of our pages, and it is absent until chosen.
    pub enum RegisterLanguage {
        /// Norwegian Bokmål.
        Nb = "nb",
        /// Norwegian Nynorsk.
        Nn = "nn",
        /// Sámi; the pages use Northern Sámi.
        Se = "se",
        /// English.
        En = "en",
    }
}
