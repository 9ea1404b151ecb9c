# The gallery of screens in the support console.

gallery-search-label = Kva las innbyggjaren?
gallery-search-hint = Skriv nokre ord frå sida, på bokmål, nynorsk eller engelsk.
gallery-search-button = Søk
gallery-search-all = Søk i alle grupper
gallery-groups = Grupper av sider
gallery-group-dialog = Dialogen
gallery-group-codes = Kodar
gallery-group-mailbox = Digital postkasse
gallery-group-profile = Kontaktopplysningane dine
gallery-group-login = Innlogging
gallery-group-errors = Feil
gallery-group-help = Hjelp
gallery-count =
    { $count ->
        [one] Eitt skjermbilete.
       *[other] { $count } skjermbilete.
    }
gallery-keys =
    Nøklane til { $count } tekstar på sida
