# Scenarios: what a citizen does and sees. In the support console and in the sandbox.

scenario-group-dialog = The dialog
scenario-group-codes = Codes by SMS and email
scenario-group-mailbox = Digital mailbox
scenario-group-profile = Your contact information
scenario-group-failures = When something goes wrong
scenario-page-edit = Change mobile and email
scenario-page-receipt = Receipt
scenario-page-sharing = The answer about sharing
scenario-page-print = The page for printing
scenario-level-substantial = security level substantial
scenario-level-high = security level high
scenario-seconds = { $count ->
    [one] one second
   *[other] { $count } seconds
}
scenario-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
scenario-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
}
scenario-days = { $count ->
    [one] one day
   *[other] { $count } days
}
scenario-months = { $count ->
    [one] one month
   *[other] { $count } months
}
scenario-do-log-in = Log in at { $level }, on the way to “{ $page }”
scenario-do-log-in-to-service = Log in at { $level }, on the way to a service
scenario-do-other-logs-in = Another person logs in in the same browser
scenario-do-open = Open the page “{ $page }”
scenario-do-press = Press “{ $button }”
scenario-do-press-twice = Press “{ $button }” twice
scenario-do-press-earlier = Press “{ $button }” in the page that was open before the last login
scenario-do-fill = Enter or choose { $what }, and press “{ $button }”
scenario-do-fill-and = { $words }, after entering { $what }
scenario-do-fill-one = { $field } “{ $value }”
scenario-do-fill-nothing = no { $field }
scenario-do-language = Switch the language of the pages to { $language }
scenario-do-enter-right = Enter the code that has arrived
scenario-do-enter-wrong = Enter a wrong code
scenario-do-enter-old = Enter an older code than the latest
scenario-do-enter-short = Enter only three digits
scenario-do-enter-empty = Leave the field for the code empty and press “Verify”
scenario-do-wait = Wait { $time }
scenario-do-another-takes-mobile = Another person registers the mobile number { $value }
scenario-do-another-takes-email = Another person registers the email address { $value }
scenario-do-change = The provider behaves differently: { $what }
scenario-do-reserve = Opt out of digital post
scenario-do-unreserve = Withdraw the opt-out
scenario-do-mailbox = Choose the mailbox { $provider }
scenario-do-mailbox-none = Choose post on paper
scenario-do-letter-language = Choose { $language } as the language of letters
scenario-do-delete = Ask to be deleted
scenario-do-undo-delete = Withdraw the wish to be deleted
scenario-do-session-expires = Stay away until the login has expired
scenario-field-country = country
scenario-field-mobile = mobile number
scenario-field-email = email address
scenario-field-mailbox = digital mailbox
scenario-field-mobile-purpose = answer about the shared mobile number
scenario-field-email-purpose = answer about the shared email address
scenario-seen-page = The page “{ $page }” is shown ({ $path }).
scenario-seen-status = HTTP status { $status }.
scenario-seen-shows = It says: “{ $text }”
scenario-seen-hides = It does not say: “{ $text }”
scenario-person-national = National identity number, born { $year }
scenario-person-d-number = D number, born { $year }
scenario-person-unknown = Not in the register
scenario-person-deleted = Deleted { $time } ago
scenario-person-reserved = Opted out { $time } ago
scenario-person-language = Language of letters: { $language }
scenario-person-mobile = Mobile number { $value }, confirmed { $time } ago
scenario-person-email = Email address { $value }, confirmed { $time } ago
scenario-person-verified = verified
scenario-person-not-verified = not verified
scenario-person-others = { $count ->
    [one] also registered on one other person
   *[other] also registered on { $count } others
}
scenario-person-on-purpose = shared on purpose
scenario-person-mailbox = Digital mailbox at { $provider }
scenario-person-draft = Has entered something in the dialog without confirming
scenario-person-to-service = On the way to a service
scenario-person-level = Logs in at { $level }
scenario-person-used = Has already used up some of the limits in the last 24 hours: { $what }
scenario-used-wrong-sms = { $count } wrong codes from SMS
scenario-used-wrong-email = { $count } wrong codes from email
scenario-used-sms = { $count } codes by SMS
scenario-used-email = { $count } codes by email
scenario-used-new-mobiles = { $count } new mobile numbers checked
scenario-used-new-emails = { $count } new email addresses checked
scenario-provider-sms = SMS: { $habit }
scenario-provider-email = Email: { $habit }
scenario-provider-mailbox = { $provider }: { $habit }
scenario-habit-prompt = arrives at once
scenario-habit-late = arrives after a minute and a half
scenario-habit-out-of-order = the first arrives late, later ones at once
scenario-habit-lost = does not arrive
scenario-habit-broken = the provider has an error
scenario-habit-silent = the provider does not answer
scenario-habit-recovering = the first attempt fails, the second does not
scenario-habit-refused = the number or address is refused
scenario-habit-slow = works, but is slow
scenarios-title = Scenarios
scenarios-lead = Situations a citizen can be in, with what she does and what she sees. Each scenario is also a test that is run whenever the program changes.
scenarios-search = Search in titles, descriptions and what the pages say
scenarios-group = Group
scenarios-group-all = All groups
scenarios-search-button = Search
scenarios-found = { $count ->
    [0] No scenarios match
    [one] 1 scenario
   *[other] { $count } scenarios
}
scenarios-back = Back to the scenarios
scenarios-person = The person
scenarios-steps = What she does and sees
scenarios-download = Download the file (TOML)
scenarios-open = Open in the sandbox
scenarios-closed = The sandbox exists in demo and test only.
sandbox-title = Sandbox
sandbox-lead = Here you play through a scenario as the citizen herself. The person is synthetic and made anew every time.
sandbox-choose = Choose a scenario
sandbox-or-file = Or paste a scenario file
sandbox-file-label = Scenario (TOML)
sandbox-read = Read the file
sandbox-problem = The file cannot be used
sandbox-no-code = There is no scenario for that support code.
sandbox-stop = How far should the scenario be played?
sandbox-stop-before = Only make the person. You log in yourself.
sandbox-stop-after = Up to and including step { $number }: { $what }
sandbox-jump = Let time pass when you are there
sandbox-jump-none = No time
sandbox-as-written = As in the scenario
sandbox-providers = How the providers behave
sandbox-open = Open as the citizen
sandbox-failed = The scenario stopped
sandbox-failed-text = Step { $number } did not go as it should: { $why }
sandbox-here = You are in the sandbox
sandbox-here-text = Scenario: { $title }. The person’s number is { $number }.
sandbox-go-on = Go on as the citizen
sandbox-messages = See SMS and email to her
sandbox-jump-title = Jump in time
sandbox-jump-lead = Everything about this person becomes that much older. She stays logged in, and nobody else notices.
sandbox-jump-button = Jump { $time } ahead
sandbox-jumped = { $time } have passed for this person.
sandbox-behave = Save the behaviour
sandbox-behaves = The behaviour applies from now on, for this person only.
sandbox-other = Choose another scenario
sandbox-strip = Back to the sandbox
