//! Words of the file that stand for one of a few things.

use serde::{Deserialize, Serialize};

macro_rules! named {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$of])* #[serde(rename = $text)] $variant),+
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As it stands in the file.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// Reads what stands in the file.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.as_str() == text)
            }
        }
    };
}

named! {
    /// Where a scenario stands in the catalogue.
    Group {
        /// The dialog.
        Dialog = "dialog",
        /// Codes by SMS and e-mail.
        Codes = "codes",
        /// The digital mailbox.
        Mailbox = "mailbox",
        /// «Dine kontaktopplysninger».
        Profile = "profile",
        /// What goes wrong.
        Failures = "failures",
    }
}

named! {
    /// Of what kind a person's number is.
    Kind {
        /// Fødselsnummer.
        National = "national",
        /// D-nummer.
        DNumber = "d-number",
    }
}

named! {
    /// How well she proves who she is.
    Level {
        /// `MinID`, for one.
        Substantial = "substantial",
        /// `BankID`, for one.
        High = "high",
    }
}

named! {
    /// What becomes of messages.
    Habit {
        /// They arrive at once.
        Prompt = "prompt",
        /// After a minute and a half.
        Late = "late",
        /// The first after a minute and a half, later ones at once.
        OutOfOrder = "out-of-order",
        /// They are taken and do not arrive.
        Lost = "lost",
        /// The provider has an error.
        Broken = "broken",
        /// The provider does not answer.
        Silent = "silent",
        /// The first attempt meets an error, the second does not.
        Recovering = "recovering",
        /// The provider refuses the number or the address.
        Refused = "refused",
    }
}

named! {
    /// How a mailbox provider behaves.
    Behaviour {
        /// As it should.
        Works = "works",
        /// As it should, later than a citizen waits.
        Slow = "slow",
        /// Not at all.
        Down = "down",
        /// It says that she has reserved herself.
        Reserved = "reserved",
        /// It says that she is a customer already.
        AlreadyActive = "already_active",
        /// It does not find her.
        PersonUnknown = "person_unknown",
        /// It does not take her address.
        BadEmail = "bad_email",
        /// It does not take a certificate.
        BadCertificate = "bad_certificate",
    }
}

named! {
    /// A button to press.
    Button {
        /// «Bekreft og gå videre».
        Confirm = "confirm",
        /// «Send kode på SMS», in the dialog.
        SendSms = "send-sms",
        /// «Send kode på e-post», in the dialog.
        SendEmail = "send-email",
        /// «Bruk …» beside a mistyped address.
        UseSuggestion = "use-suggestion",
        /// For another code, on the page of codes.
        SendAgain = "send-again",
        /// «Sjekk igjen», on the page of codes.
        LookAgain = "look-again",
        /// A login at the high level.
        StepUp = "step-up",
        /// «Fortsett å være innlogget».
        Extend = "extend",
        /// «Lagre svaret», about a value that is shared.
        SaveSharing = "save-sharing",
        /// «Logg ut».
        LogOut = "log-out",
    }
}

named! {
    /// A code to enter.
    Code {
        /// The newest that has arrived.
        Right = "right",
        /// One that is certainly none of hers.
        Wrong = "wrong",
        /// An earlier one than the newest.
        Old = "old",
        /// Three digits.
        Short = "short",
        /// Nothing.
        Empty = "empty",
    }
}

named! {
    /// A field of the dialog.
    Field {
        /// Country of the number, two letters.
        Country = "country",
        /// The number.
        Mobile = "mobile",
        /// The address.
        Email = "email",
        /// `no`, `yes`, or the name of a provider.
        Mailbox = "mailbox",
        /// Whether the number is shared on purpose.
        MobilePurpose = "mobile-purpose",
        /// Whether the address is.
        EmailPurpose = "email-purpose",
    }
}

named! {
    /// Why a value is shared.
    Purpose {
        /// With a child.
        Child = "child",
        /// With a spouse.
        Spouse = "spouse",
        /// With somebody she helps.
        Ward = "ward",
        /// It is her own earlier number.
        DNumber = "d_number",
        /// Another reason.
        Other = "other",
    }
}

named! {
    /// What she chooses on the page of mailboxes.
    MailboxChoice {
        /// Digipost.
        Digipost = "digipost",
        /// e-Boks.
        EBoks = "eboks",
        /// On paper.
        None = "none",
    }
}

named! {
    /// A language of letters.
    LetterLanguage {
        /// Bokmål.
        Nb = "nb",
        /// Nynorsk.
        Nn = "nn",
        /// Northern Sami.
        Se = "se",
        /// English.
        En = "en",
    }
}
