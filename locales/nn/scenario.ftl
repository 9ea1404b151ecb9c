# Scenario: kva ein innbyggjar gjer og ser. I støttekonsollen og i sandkassa.

scenario-group-dialog = Dialogen
scenario-group-codes = Kodar på SMS og e-post
scenario-group-mailbox = Digital postkasse
scenario-group-profile = Kontaktopplysningane dine
scenario-group-failures = Når noko går gale
scenario-page-edit = Endre mobil og e-post
scenario-page-receipt = Kvittering
scenario-page-sharing = Svaret om deling
scenario-page-print = Sida for utskrift
scenario-level-substantial = betydeleg tryggingsnivå
scenario-level-high = høgt tryggingsnivå
scenario-seconds = { $count ->
    [one] eitt sekund
   *[other] { $count } sekund
}
scenario-minutes = { $count ->
    [one] eitt minutt
   *[other] { $count } minutt
}
scenario-hours = { $count ->
    [one] éin time
   *[other] { $count } timar
}
scenario-days = { $count ->
    [one] éin dag
   *[other] { $count } dagar
}
scenario-months = { $count ->
    [one] éin månad
   *[other] { $count } månader
}
scenario-do-log-in = Logg inn på { $level }, på veg til «{ $page }»
scenario-do-log-in-to-service = Logg inn på { $level }, på veg til ei teneste
scenario-do-other-logs-in = Ein annan person loggar inn i same nettlesaren
scenario-do-open = Opne sida «{ $page }»
scenario-do-press = Trykk på «{ $button }»
scenario-do-press-twice = Trykk to gonger på «{ $button }»
scenario-do-press-earlier = Trykk på «{ $button }» i sida som var open før siste innlogging
scenario-do-fill = Skriv eller vel { $what }, og trykk på «{ $button }»
scenario-do-fill-and = { $words }, etter å ha skrive { $what }
scenario-do-fill-one = { $field } «{ $value }»
scenario-do-fill-nothing = tomt { $field }
scenario-do-language = Byt språk på sidene til { $language }
scenario-do-enter-right = Skriv inn koden som er komen
scenario-do-enter-wrong = Skriv inn ein feil kode
scenario-do-enter-old = Skriv inn ein eldre kode enn den siste
scenario-do-enter-short = Skriv inn berre tre siffer
scenario-do-enter-empty = Lat feltet for koden stå tomt og trykk på «Verifiser»
scenario-do-wait = Vent { $time }
scenario-do-another-takes-mobile = Ein annan person registrerer mobilnummeret { $value }
scenario-do-another-takes-email = Ein annan person registrerer e-postadressa { $value }
scenario-do-change = Leverandøren ter seg annleis: { $what }
scenario-do-reserve = Vel å reservere deg mot digital post
scenario-do-unreserve = Opphev reservasjonen
scenario-do-mailbox = Vel postkassa { $provider }
scenario-do-mailbox-none = Vel post på papir
scenario-do-letter-language = Vel { $language } som språk i brev
scenario-do-delete = Be om å bli sletta
scenario-do-undo-delete = Angre ønsket om å bli sletta
scenario-do-session-expires = Ver borte til innlogginga er gått ut
scenario-field-country = land
scenario-field-mobile = mobilnummer
scenario-field-email = e-postadresse
scenario-field-mailbox = digital postkasse
scenario-field-mobile-purpose = svar om mobilnummeret er delt
scenario-field-email-purpose = svar om e-postadressa er delt
scenario-seen-page = Sida «{ $page }» kjem fram ({ $path }).
scenario-seen-status = HTTP-status { $status }.
scenario-seen-shows = Det står: «{ $text }»
scenario-seen-hides = Det står ikkje: «{ $text }»
scenario-person-national = Fødselsnummer, fødd { $year }
scenario-person-d-number = D-nummer, fødd { $year }
scenario-person-unknown = Står ikkje i registeret
scenario-person-deleted = Sletta for { $time } sidan
scenario-person-reserved = Reservert for { $time } sidan
scenario-person-language = Språk i brev: { $language }
scenario-person-mobile = Mobilnummer { $value }, stadfesta for { $time } sidan
scenario-person-email = E-postadresse { $value }, stadfesta for { $time } sidan
scenario-person-verified = verifisert
scenario-person-not-verified = ikkje verifisert
scenario-person-others = { $count ->
    [one] òg på éin annan
   *[other] òg på { $count } andre
}
scenario-person-on-purpose = delt med vilje
scenario-person-mailbox = Digital postkasse hos { $provider }
scenario-person-draft = Har skrive noko i dialogen utan å stadfeste
scenario-person-to-service = På veg til ei teneste
scenario-person-level = Loggar inn på { $level }
scenario-person-used = Har alt brukt opp noko av grensene det siste døgnet: { $what }
scenario-used-wrong-sms = { $count } feil kodar frå SMS
scenario-used-wrong-email = { $count } feil kodar frå e-post
scenario-used-sms = { $count } kodar på SMS
scenario-used-email = { $count } kodar på e-post
scenario-used-new-mobiles = { $count } nye mobilnummer sjekka
scenario-used-new-emails = { $count } nye e-postadresser sjekka
scenario-provider-sms = SMS: { $habit }
scenario-provider-email = E-post: { $habit }
scenario-provider-mailbox = { $provider }: { $habit }
scenario-habit-prompt = kjem fram med ein gong
scenario-habit-late = kjem fram etter halvtanna minutt
scenario-habit-out-of-order = den første kjem seint, dei neste med ein gong
scenario-habit-lost = kjem ikkje fram
scenario-habit-broken = leverandøren har ein feil
scenario-habit-silent = leverandøren svarer ikkje
scenario-habit-recovering = første forsøk feilar, det andre går bra
scenario-habit-refused = nummeret eller adressa blir avvist
scenario-habit-slow = fungerer, men er treg
scenarios-title = Scenario
scenarios-lead = Situasjonar ein innbyggjar kan vere i, med det ho gjer og det ho ser. Kvart scenario er òg ein test som blir køyrd kvar gong programmet blir endra.
scenarios-search = Søk i tittel, omtale og det som står på sidene
scenarios-group = Gruppe
scenarios-group-all = Alle grupper
scenarios-search-button = Søk
scenarios-found = { $count ->
    [0] Ingen scenario passar
    [one] 1 scenario
   *[other] { $count } scenario
}
scenarios-back = Tilbake til scenarioa
scenarios-person = Personen
scenarios-steps = Det ho gjer og ser
scenarios-download = Last ned fila (TOML)
scenarios-open = Opne i sandkassa
scenarios-closed = Sandkassa finst berre i demo og test.
sandbox-title = Sandkasse
sandbox-lead = Her spelar du gjennom eit scenario som innbyggjaren sjølv. Personen er syntetisk og blir laga ny kvar gong.
sandbox-choose = Vel eit scenario
sandbox-or-file = Eller lim inn ei scenariofil
sandbox-file-label = Scenario (TOML)
sandbox-read = Les fila
sandbox-problem = Fila kan ikkje brukast
sandbox-no-code = Det finst ikkje noko scenario for den støttekoden.
sandbox-stop = Kor langt skal scenarioet spelast?
sandbox-stop-before = Berre lag personen. Du loggar inn sjølv.
sandbox-stop-after = Til og med steg { $number }: { $what }
sandbox-jump = Lat det gå tid når du er framme
sandbox-jump-none = Inga tid
sandbox-as-written = Som i scenarioet
sandbox-providers = Korleis leverandørane ter seg
sandbox-open = Opne som innbyggjar
sandbox-failed = Scenarioet stoppa
sandbox-failed-text = Steg { $number } gjekk ikkje som det skulle: { $why }
sandbox-here = Du er i sandkassa
sandbox-here-text = Scenario: { $title }. Nummeret til personen er { $number }.
sandbox-go-on = Hald fram som innbyggjar
sandbox-messages = Sjå SMS og e-post til henne
sandbox-jump-title = Hopp i tid
sandbox-jump-lead = Alt om denne personen blir så mykje eldre. Ho er framleis innlogga, og andre merkar ingenting.
sandbox-jump-button = Hopp { $time } fram
sandbox-jumped = Det har gått { $time } for denne personen.
sandbox-behave = Lagre framferda
sandbox-behaves = Framferda gjeld frå no av, berre for denne personen.
sandbox-other = Vel eit anna scenario
sandbox-strip = Tilbake til sandkassa
