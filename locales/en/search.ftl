# The search of the support console. Only where all persons are synthetic.

search-title = Search the register
search-title-error = Error: Search the register
search-lead = Choose what must be true, and get a list of the synthetic people it is true of.
search-look-up = Look up one particular person
search-chosen = Chosen criteria
search-nothing-chosen = You have not chosen any. Everyone in the register is included.
search-remove = Remove
search-filter = Filter
search-filter-count = Filter ({ $count } chosen)
search-filter-label = Filter the results
search-group-status = Status
search-group-contact = Contact information
search-group-choices = Mailbox and opting out
search-any = All
search-yes = Yes
search-no = No
search-status = User status
search-active = Active
search-deleted = Deleted
search-notification = Notification status
search-can-be-notified = Can be notified
search-cannot-be-notified = Cannot be notified
search-mobile = Has a mobile phone number
search-email = Has an e-mail address
search-shared = Duplicated
search-verified = Verified
search-verified-all = Everything registered
search-verified-not-all = Not everything
search-mailbox = Has a digital mailbox
search-mailbox-any = Yes, either
search-reserved = Opted out
search-language = Written language
search-language-none = Not chosen
search-age = Age
search-age-unknown = The number does not tell
search-age-under-18 = Under 18
search-age-18 = 18–29
search-age-30 = 30–44
search-age-45 = 45–66
search-age-67 = 67–79
search-age-80 = 80 and over
search-apply = Apply filter
search-reset = Clear all
search-hits =
    { $count ->
        [one] { $count } result
       *[other] { $count } results
    }
search-hits-about = About { $count } results
search-behind =
    { $count ->
        [one] The search is not quite up to date: one person or change is not included yet.
       *[other] The search is not quite up to date: { $count } people or changes are not included yet.
    }
search-no-hits = The criteria are not true of anyone. Remove one or more of them.
search-pages = Pages of results
search-previous = Previous
search-next = Next
search-saved = Saved searches
search-saved-none = You have not saved any searches.
search-saved-done = The search is saved
search-deleted-done = The search is deleted
search-save = Save this search
search-save-name = Name of the search
search-save-help = Only you see the searches you save. A search with the same name is replaced.
search-delete = Delete
search-not-saved = The search is not saved
search-no-name = Give the search a name.
search-long-name = The name can have up to { $count } characters. Make it shorter.
search-too-many = You have saved { $count } searches, and there is no room for more. Delete one of them first.
search-download = Download the results as a CSV file
search-download-text = The file shows what is registered, but no mobile phone numbers or e-mail addresses.
search-download-cut = The file will have the first { $count } results. It shows what is registered, but no mobile phone numbers or e-mail addresses.
search-csv-cut = The list is cut here. It has only the first { $count } results.
