# The demo's inbox.

inbox-title = Inbox
inbox-lead = Here are all text messages and e-mails that the demo has “sent”. Nothing leaves this computer.
inbox-empty = No messages yet. Ask for a code, and it will come here.
inbox-refresh = Look for new messages
inbox-to = To { $to }
inbox-sms = Text message
inbox-email = E-mail
inbox-waiting = Waiting to be sent
inbox-accepted = Accepted by the provider
inbox-arrives = Arrives at { $clock }
inbox-delivered = Delivered
inbox-undelivered = Not delivered
inbox-failed = Not sent
inbox-magic-title = Numbers and addresses that fail
inbox-magic-lead = Type one of these in the dialog to see what happens when something goes wrong.
inbox-magic-number = Mobile phone number
inbox-magic-address = E-mail address
inbox-late = The message arrives after 90 seconds.
inbox-out-of-order = The first message arrives after 90 seconds, later ones at once.
inbox-lost = The provider accepts the message, but it never arrives.
inbox-broken = The provider always answers with an error.
inbox-silent = The provider does not answer.
inbox-recovering = The first attempt fails, the next one succeeds.
inbox-refused = The provider refuses the number or the address.
