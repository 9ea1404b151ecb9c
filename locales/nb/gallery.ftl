# The gallery of screens in the support console.

gallery-search-label = Hva leste innbyggeren?
gallery-search-hint = Skriv noen ord fra siden, på bokmål, nynorsk eller engelsk.
gallery-search-button = Søk
gallery-search-all = Søk i alle grupper
gallery-groups = Grupper av sider
gallery-group-dialog = Dialogen
gallery-group-codes = Koder
gallery-group-mailbox = Digital postkasse
gallery-group-profile = Dine kontaktopplysninger
gallery-group-login = Innlogging
gallery-group-errors = Feil
gallery-group-help = Hjelp
gallery-count =
    { $count ->
        [one] Ett skjermbilde.
       *[other] { $count } skjermbilder.
    }
gallery-keys =
    Nøklene til { $count } tekster på siden
