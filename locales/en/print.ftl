# The page made for paper.

print-link = Open a page you can print
print-heading = What the contact register has stored about you, { $date }
print-how = Print the page with your browser. There you can also save it as a PDF.
print-person = You in the register
print-identifier = National identity number or D number
print-status = Status
print-active = Registered
print-deleted = Deleted
print-deleted-at = Deleted on
print-deletion-due = Will be deleted
print-number = Number
print-address = Address
print-updated = Registered or changed
print-confirmed = Last confirmed
print-validated = Verified with a code
print-never = Never
print-shared = Shared on purpose
print-said = { $why }, said { $date }
print-provider = Provider
print-mailbox-address = Mailbox address
print-chosen = Chosen
print-news = Note
print-changed = Last changed
print-history = All events and who was behind them, the latest first. The numbers and addresses themselves are not in the history.
