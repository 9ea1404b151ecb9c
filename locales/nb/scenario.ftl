# Scenarier: hva en innbygger gjør og ser. I støttekonsollen og i sandkassen.

scenario-group-dialog = Dialogen
scenario-group-codes = Koder på SMS og e-post
scenario-group-mailbox = Digital postkasse
scenario-group-profile = Dine kontaktopplysninger
scenario-group-failures = Når noe går galt
scenario-page-edit = Endre mobil og e-post
scenario-page-receipt = Kvittering
scenario-page-sharing = Svaret om deling
scenario-page-print = Siden for utskrift
scenario-level-substantial = betydelig sikkerhetsnivå
scenario-level-high = høyt sikkerhetsnivå
scenario-seconds = { $count ->
    [one] ett sekund
   *[other] { $count } sekunder
}
scenario-minutes = { $count ->
    [one] ett minutt
   *[other] { $count } minutter
}
scenario-hours = { $count ->
    [one] én time
   *[other] { $count } timer
}
scenario-days = { $count ->
    [one] én dag
   *[other] { $count } dager
}
scenario-months = { $count ->
    [one] én måned
   *[other] { $count } måneder
}
scenario-do-log-in = Logg inn på { $level }, på vei til «{ $page }»
scenario-do-log-in-to-service = Logg inn på { $level }, på vei til en tjeneste
scenario-do-other-logs-in = En annen person logger inn i samme nettleser
scenario-do-open = Åpne siden «{ $page }»
scenario-do-press = Trykk på «{ $button }»
scenario-do-press-twice = Trykk to ganger på «{ $button }»
scenario-do-press-earlier = Trykk på «{ $button }» i siden som var åpen før siste innlogging
scenario-do-fill = Skriv eller velg { $what }, og trykk på «{ $button }»
scenario-do-fill-and = { $words }, etter å ha skrevet { $what }
scenario-do-fill-one = { $field } «{ $value }»
scenario-do-fill-nothing = { $field } tomt
scenario-do-language = Bytt språk på sidene til { $language }
scenario-do-enter-right = Skriv inn koden som er kommet
scenario-do-enter-wrong = Skriv inn en feil kode
scenario-do-enter-old = Skriv inn en eldre kode enn den siste
scenario-do-enter-short = Skriv inn bare tre sifre
scenario-do-enter-empty = La feltet for koden stå tomt og trykk på «Verifiser»
scenario-do-wait = Vent { $time }
scenario-do-another-takes-mobile = En annen person registrerer mobilnummeret { $value }
scenario-do-another-takes-email = En annen person registrerer e-postadressen { $value }
scenario-do-change = Leverandøren oppfører seg annerledes: { $what }
scenario-do-reserve = Velg å reservere deg mot digital post
scenario-do-unreserve = Opphev reservasjonen
scenario-do-mailbox = Velg postkassen { $provider }
scenario-do-mailbox-none = Velg post på papir
scenario-do-letter-language = Velg { $language } som språk i brev
scenario-do-delete = Be om å bli slettet
scenario-do-undo-delete = Angre ønsket om å bli slettet
scenario-do-session-expires = Vær borte til innloggingen er utløpt
scenario-field-country = land
scenario-field-mobile = mobilnummer
scenario-field-email = e-postadresse
scenario-field-mailbox = digital postkasse
scenario-field-mobile-purpose = svar om delt mobilnummer
scenario-field-email-purpose = svar om delt e-postadresse
scenario-seen-page = Siden «{ $page }» vises ({ $path }).
scenario-seen-status = HTTP-status { $status }.
scenario-seen-shows = Det står: «{ $text }»
scenario-seen-hides = Det står ikke: «{ $text }»
scenario-person-national = Fødselsnummer, født { $year }
scenario-person-d-number = D-nummer, født { $year }
scenario-person-unknown = Står ikke i registeret
scenario-person-deleted = Slettet for { $time } siden
scenario-person-reserved = Reservert for { $time } siden
scenario-person-language = Språk i brev: { $language }
scenario-person-mobile = Mobilnummer { $value }, bekreftet for { $time } siden
scenario-person-email = E-postadresse { $value }, bekreftet for { $time } siden
scenario-person-verified = verifisert
scenario-person-not-verified = ikke verifisert
scenario-person-others = { $count ->
    [one] også på én annen
   *[other] også på { $count } andre
}
scenario-person-on-purpose = deles med vilje
scenario-person-mailbox = Digital postkasse hos { $provider }
scenario-person-draft = Har skrevet noe i dialogen uten å bekrefte
scenario-person-to-service = På vei til en tjeneste
scenario-person-level = Logger inn på { $level }
scenario-person-used = Har alt brukt opp noe av grensene det siste døgnet: { $what }
scenario-used-wrong-sms = { $count } feil koder fra SMS
scenario-used-wrong-email = { $count } feil koder fra e-post
scenario-used-sms = { $count } koder på SMS
scenario-used-email = { $count } koder på e-post
scenario-used-new-mobiles = { $count } nye mobilnumre sjekket
scenario-used-new-emails = { $count } nye e-postadresser sjekket
scenario-provider-sms = SMS: { $habit }
scenario-provider-email = E-post: { $habit }
scenario-provider-mailbox = { $provider }: { $habit }
scenario-habit-prompt = kommer fram med en gang
scenario-habit-late = kommer fram etter halvannet minutt
scenario-habit-out-of-order = den første kommer sent, de neste med en gang
scenario-habit-lost = kommer ikke fram
scenario-habit-broken = leverandøren har en feil
scenario-habit-silent = leverandøren svarer ikke
scenario-habit-recovering = første forsøk feiler, det andre går bra
scenario-habit-refused = nummeret eller adressen blir avvist
scenario-habit-slow = fungerer, men er treg
scenarios-title = Scenarier
scenarios-lead = Situasjoner en innbygger kan være i, med det hun gjør og det hun ser. Hvert scenario er også en test som kjøres hver gang programmet endres.
scenarios-search = Søk i tittel, beskrivelse og det som står på sidene
scenarios-group = Gruppe
scenarios-group-all = Alle grupper
scenarios-search-button = Søk
scenarios-found = { $count ->
    [0] Ingen scenarier passer
    [one] 1 scenario
   *[other] { $count } scenarier
}
scenarios-back = Tilbake til scenariene
scenarios-person = Personen
scenarios-steps = Det hun gjør og ser
scenarios-download = Last ned filen (TOML)
scenarios-open = Åpne i sandkassen
scenarios-closed = Sandkassen finnes bare i demo og test.
sandbox-title = Sandkasse
sandbox-lead = Her spiller du gjennom et scenario som innbyggeren selv. Personen er syntetisk og lages ny hver gang.
sandbox-choose = Velg et scenario
sandbox-or-file = Eller lim inn en scenariofil
sandbox-file-label = Scenario (TOML)
sandbox-read = Les filen
sandbox-problem = Filen kan ikke brukes
sandbox-no-code = Det finnes ikke noe scenario for den støttekoden.
sandbox-stop = Hvor langt skal scenariet spilles?
sandbox-stop-before = Bare lag personen. Du logger inn selv.
sandbox-stop-after = Til og med steg { $number }: { $what }
sandbox-jump = La det gå tid når du er framme
sandbox-jump-none = Ingen tid
sandbox-as-written = Som i scenariet
sandbox-providers = Hvordan leverandørene oppfører seg
sandbox-open = Åpne som innbygger
sandbox-failed = Scenariet stoppet
sandbox-failed-text = Steg { $number } gikk ikke som det skulle: { $why }
sandbox-here = Du er i sandkassen
sandbox-here-text = Scenario: { $title }. Personens nummer er { $number }.
sandbox-go-on = Fortsett som innbygger
sandbox-messages = Se SMS og e-post til henne
sandbox-jump-title = Hopp i tid
sandbox-jump-lead = Alt om denne personen blir så mye eldre. Hun er fortsatt innlogget, og andre merker ingenting.
sandbox-jump-button = Hopp { $time } fram
sandbox-jumped = Det er gått { $time } for denne personen.
sandbox-behave = Lagre oppførselen
sandbox-behaves = Oppførselen gjelder fra nå av, bare for denne personen.
sandbox-other = Velg et annet scenario
sandbox-strip = Tilbake til sandkassen
