# Dialogen «Er kontaktopplysningane dine rette?». Setningar merkte F er faste.

# F
confirm-title = Er kontaktopplysningane dine rette?
# F, med mogleg orddeling på smale skjermar
confirm-heading = Er kontakt­opplysningane dine rette?
confirm-title-error = Feil: Er kontaktopplysningane dine rette?
confirm-title-asks = Sjekk opplysningane: Er kontaktopplysningane dine rette?
confirm-description = Stadfest mobilnummeret og e-postadressa som stat og kommune skal bruke når dei kontaktar deg.
confirm-on-the-way = Du er på veg til { $service }
# F
confirm-info = Informasjonen nedanfor blir lagra i eit felles kontaktregister som stat og kommune skal bruke når dei kontaktar deg.
# F
confirm-read-more = Les meir
confirm-read-more-about = om kontaktregisteret
confirm-reason-nothing = Du har ikkje registrert mobilnummer eller e-postadresse. Det er frivillig, og du kan la felta stå tomme. Då får du ikkje varsel frå det offentlege på SMS eller e-post.
confirm-reason-expired = Det er meir enn 18 månader sidan du stadfesta opplysningane. Difor kan ikkje det offentlege varsle deg før du stadfestar dei.
# F
confirm-mobile-label = Mobilnummer:
confirm-country-label = Land for mobilnummeret
# F
confirm-email-label = E-postadresse:
# F
confirm-button = Stadfest og gå vidare
# F
confirm-mobile-shared = Dette mobilnummeret er registrert på andre personar.
confirm-mobile-shared-help = Kva tyder det at mobilnummeret er registrert på andre?
# F
confirm-email-shared = Denne e-postadressa er registrert på andre personar.
confirm-email-shared-help = Kva tyder det at e-postadressa er registrert på andre?
confirm-mobile-limit = Du har prøvd mange nye mobilnummer i dag. Vi kan difor ikkje sjekke om dette nummeret er registrert på andre personar.
confirm-email-limit = Du har prøvd mange nye e-postadresser i dag. Vi kan difor ikkje sjekke om denne adressa er registrert på andre personar.
confirm-mobile-removed = Du har teke bort mobilnummeret. Då får du ikkje varsel frå det offentlege på SMS.
confirm-email-removed = Du har teke bort e-postadressa. Då får du ikkje varsel frå det offentlege på e-post.
confirm-email-suggestion = Meinte du { $address }?
confirm-email-use = Bruk { $address }
confirm-verified = Verifisert { $date }
# F
confirm-not-verified = Manglar verifikasjon
# F
confirm-send-sms = Send kode på SMS
# F
confirm-send-email = Send kode på e-post
confirm-proven = Verifisert. Blir lagra når du stadfestar nedanfor.
confirm-email-domain-refuses = { $domain } tek ikkje imot e-post. Sjekk at adressa er rett.
confirm-email-domain-missing = Vi finn ikkje { $domain } på nettet. Sjekk at adressa er rett.
confirm-error-summary = { $count ->
    [one] Du må rette 1 feil før du kan gå vidare
   *[other] Du må rette { $count } feil før du kan gå vidare
}
confirm-asks-title = Stemmer opplysningane?
confirm-asks-text = Vi har ikkje lagra noko enno. Sjekk det vi har merkt nedanfor. Er det rett, vel du «Stadfest og gå vidare» ein gong til.
confirm-mobile-not-a-number = Mobilnummeret er ugyldig. Skriv berre tal, til dømes 98 76 54 32.
confirm-mobile-too-short = Mobilnummeret er ugyldig. Det har for få siffer.
confirm-mobile-too-long = Mobilnummeret er ugyldig. Det har for mange siffer.
confirm-mobile-norwegian-not-mobile = Mobilnummeret er ugyldig. Norske mobilnummer har 8 siffer og byrjar på 4 eller 9.
confirm-mobile-norwegian-machine = Mobilnummeret er ugyldig. Nummer med 12 siffer er for maskiner og kan ikkje få varsel.
confirm-mobile-not-mobile = Mobilnummeret er ugyldig. Det er ikkje eit mobilnummer i landet du har valt.
confirm-mobile-unknown-country-code = Mobilnummeret er ugyldig. Vi kjenner ikkje landskoden.
confirm-email-missing-at = E-postadressa er ugyldig. Ho manglar krøllalfa (@). Ei adresse kan sjå slik ut: namn@eksempel.no.
confirm-email-several-at = E-postadressa er ugyldig. Ho kan berre ha éin krøllalfa (@). Oppgje berre éi adresse.
confirm-email-space = E-postadressa er ugyldig. Ho kan ikkje ha mellomrom.
confirm-email-too-long = E-postadressa er ugyldig. Ho kan ha høgst 254 teikn.
confirm-email-local-part = E-postadressa er ugyldig. Sjekk det som står framfor krøllalfaen (@).
confirm-email-domain = E-postadressa er ugyldig. Sjekk det som står etter krøllalfaen (@). Ei adresse kan sjå slik ut: namn@eksempel.no.
