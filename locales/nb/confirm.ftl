# Dialogen «Er kontaktopplysningene dine korrekte?». Setninger merket F er faste.

# F
confirm-title = Er kontaktopplysningene dine korrekte?
# F, med mulig orddeling på smale skjermer
confirm-heading = Er kontakt­opplysningene dine korrekte?
confirm-title-error = Feil: Er kontaktopplysningene dine korrekte?
confirm-title-asks = Sjekk opplysningene: Er kontaktopplysningene dine korrekte?
confirm-description = Bekreft mobilnummeret og e-postadressen som stat og kommune skal bruke når de kontakter deg.
confirm-on-the-way = Du er på vei til { $service }
# F
confirm-info = Informasjonen nedenfor lagres i et felles kontaktregister som stat og kommune skal bruke når de kontakter deg.
# F
confirm-read-more = Les mer
confirm-read-more-about = om kontaktregisteret
confirm-reason-nothing = Du har ikke registrert mobilnummer eller e-postadresse. Det er frivillig, og du kan la feltene stå tomme. Da får du ikke varsler fra det offentlige på SMS eller e-post.
confirm-reason-expired = Det er mer enn 18 måneder siden du bekreftet opplysningene. Derfor kan ikke det offentlige varsle deg før du bekrefter dem.
# F
confirm-mobile-label = Mobilnummer:
confirm-country-label = Land for mobilnummeret
# F
confirm-email-label = Epostadresse:
# F
confirm-button = Bekreft og gå videre
# F
confirm-mobile-shared = Dette mobilnummeret er registrert på andre personer.
confirm-mobile-shared-help = Hva betyr det at mobilnummeret er registrert på andre?
# F
confirm-email-shared = Denne e-postadressen er registrert på andre personer.
confirm-email-shared-help = Hva betyr det at e-postadressen er registrert på andre?
confirm-mobile-limit = Du har prøvd mange nye mobilnumre i dag. Vi kan derfor ikke sjekke om dette nummeret er registrert på andre personer.
confirm-email-limit = Du har prøvd mange nye e-postadresser i dag. Vi kan derfor ikke sjekke om denne adressen er registrert på andre personer.
confirm-mobile-removed = Du har tatt bort mobilnummeret. Da får du ikke varsler fra det offentlige på SMS.
confirm-email-removed = Du har tatt bort e-postadressen. Da får du ikke varsler fra det offentlige på e-post.
confirm-email-suggestion = Mente du { $address }?
confirm-email-use = Bruk { $address }
confirm-verified = Verifisert { $date }
# F
confirm-not-verified = Mangler verifikasjon
# F
confirm-send-sms = Send kode på SMS
# F
confirm-send-email = Send kode på e-post
confirm-proven = Verifisert. Lagres når du bekrefter nedenfor.
confirm-email-domain-refuses = { $domain } tar ikke imot e-post. Sjekk at adressen er riktig.
confirm-email-domain-missing = Vi finner ikke { $domain } på nettet. Sjekk at adressen er riktig.
confirm-error-summary = { $count ->
    [one] Du må rette 1 feil før du kan gå videre
   *[other] Du må rette { $count } feil før du kan gå videre
}
confirm-asks-title = Stemmer opplysningene?
confirm-asks-text = Vi har ikke lagret noe ennå. Sjekk det vi har merket nedenfor. Er det riktig, velger du «Bekreft og gå videre» en gang til.
# Første setning er F
confirm-mobile-not-a-number = Mobilnummeret er ugyldig. Skriv bare tall, for eksempel 98 76 54 32.
confirm-mobile-too-short = Mobilnummeret er ugyldig. Det har for få sifre.
confirm-mobile-too-long = Mobilnummeret er ugyldig. Det har for mange sifre.
confirm-mobile-norwegian-not-mobile = Mobilnummeret er ugyldig. Norske mobilnumre har 8 sifre og begynner på 4 eller 9.
confirm-mobile-norwegian-machine = Mobilnummeret er ugyldig. Numre med 12 sifre er for maskiner og kan ikke få varsler.
confirm-mobile-not-mobile = Mobilnummeret er ugyldig. Det er ikke et mobilnummer i landet du har valgt.
confirm-mobile-unknown-country-code = Mobilnummeret er ugyldig. Vi kjenner ikke landskoden.
confirm-email-missing-at = E-postadressen er ugyldig. Den mangler krøllalfa (@). En adresse kan se slik ut: navn@eksempel.no.
confirm-email-several-at = E-postadressen er ugyldig. Den kan bare ha én krøllalfa (@). Oppgi bare én adresse.
confirm-email-space = E-postadressen er ugyldig. Den kan ikke ha mellomrom.
confirm-email-too-long = E-postadressen er ugyldig. Den kan ha høyst 254 tegn.
confirm-email-local-part = E-postadressen er ugyldig. Sjekk det som står foran krøllalfaen (@).
confirm-email-domain = E-postadressen er ugyldig. Sjekk det som står etter krøllalfaen (@). En adresse kan se slik ut: navn@eksempel.no.
