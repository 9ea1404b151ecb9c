# The gallery of screens in the support console.

gallery-search-label = What did the citizen read?
gallery-search-hint = Type some words from the page, in Bokmål, Nynorsk or English.
gallery-search-button = Search
gallery-search-all = Search all groups
gallery-groups = Groups of pages
gallery-group-dialog = The dialog
gallery-group-codes = Codes
gallery-group-mailbox = Digital mailbox
gallery-group-profile = Your contact information
gallery-group-login = Login
gallery-group-errors = Errors
gallery-group-help = Help
gallery-count =
    { $count ->
        [one] One screen.
       *[other] { $count } screens.
    }
gallery-keys =
    The keys of { $count } texts on the page
