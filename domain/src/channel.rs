//! The two ways to reach a person.

named! {
    /// A way to reach a person digitally (eForvaltningsforskriften § 31: mobile number and e-mail address).
    pub enum Channel {
        /// SMS to a mobile number.
        Mobile = "mobile",
        /// E-mail.
        Email = "email",
    }
}
