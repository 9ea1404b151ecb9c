# Kvitteringa.

receipt-title = Takk, opplysningane dine er stadfesta
receipt-title-standing = Dette står i registeret om deg
receipt-title-nothing = Du har ikkje registrert kontaktopplysningar
receipt-description = Kontaktopplysningane dine slik dei står i registeret.
receipt-can-be-notified = Det offentlege kan varsle deg. Du stadfesta opplysningane { $date }.
receipt-reserved = Du har reservert deg mot digital post frå det offentlege. Du stadfesta opplysningane { $date }.
receipt-expired = Det offentlege kan ikkje varsle deg, fordi du sist stadfesta opplysningane { $date }. Det er meir enn 18 månader sidan.
receipt-nothing = Det offentlege kan ikkje varsle deg på SMS eller e-post. Du kan registrere deg når du vil.
receipt-next = Vi spør deg igjen når du loggar inn hos ei offentleg teneste etter { $date }.
receipt-verify = Vi veit ikkje sikkert at varsel når deg, for ikkje alt er verifisert. Vel «Endre opplysningane» viss du vil ha ein kode på SMS eller e-post.
receipt-your-contact = Kontaktopplysningar
receipt-mobile = Mobilnummer
receipt-email = E-postadresse
receipt-not-registered = Ikkje registrert
receipt-edit = Endre opplysningane
receipt-profile = Sjå alt som står i registeret om deg
receipt-go-on = Gå vidare til { $service }
logged-out-title = Du er logga ut
logged-out-text = Lukk nettlesaren om du bruker ei datamaskin som andre òg bruker.
