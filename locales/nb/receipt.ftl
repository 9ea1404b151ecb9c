# Kvitteringen.

receipt-title = Takk, opplysningene dine er bekreftet
receipt-title-standing = Dette står i registeret om deg
receipt-title-nothing = Du har ikke registrert kontaktopplysninger
receipt-description = Kontaktopplysningene dine slik de står i registeret.
receipt-can-be-notified = Det offentlige kan varsle deg. Du bekreftet opplysningene { $date }.
receipt-reserved = Du har reservert deg mot digital post fra det offentlige. Du bekreftet opplysningene { $date }.
receipt-expired = Det offentlige kan ikke varsle deg, fordi du sist bekreftet opplysningene { $date }. Det er mer enn 18 måneder siden.
receipt-nothing = Det offentlige kan ikke varsle deg på SMS eller e-post. Du kan registrere deg når du vil.
receipt-next = Vi spør deg igjen når du logger inn hos en offentlig tjeneste etter { $date }.
receipt-verify = Vi vet ikke sikkert at varsler når deg, for ikke alt er verifisert. Velg «Endre opplysningene» hvis du vil ha en kode på SMS eller e-post.
receipt-your-contact = Kontaktopplysninger
receipt-mobile = Mobilnummer
receipt-email = E-postadresse
receipt-not-registered = Ikke registrert
receipt-edit = Endre opplysningene
receipt-profile = Se alt som står i registeret om deg
receipt-go-on = Gå videre til { $service }
logged-out-title = Du er logget ut
logged-out-text = Lukk nettleseren hvis du bruker en datamaskin som andre også bruker.
