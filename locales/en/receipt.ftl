# The receipt.

receipt-title = Thank you, your information is confirmed
receipt-title-standing = This is what the register holds about you
receipt-title-nothing = You have not registered any contact information
receipt-description = Your contact information as it stands in the register.
receipt-can-be-notified = Public authorities can notify you. You confirmed the information on { $date }.
receipt-reserved = You have opted out of digital mail from public authorities. You confirmed the information on { $date }.
receipt-expired = Public authorities cannot notify you, because you last confirmed the information on { $date }. That is more than 18 months ago.
receipt-nothing = Public authorities cannot notify you by text message or e-mail. You can register whenever you like.
receipt-next = We will ask you again when you log in to a public service after { $date }.
receipt-verify = We do not know for certain that notifications reach you, because not everything is verified. Choose “Change the information” to get a code by text message or e-mail.
receipt-your-contact = Contact information
receipt-mobile = Mobile phone number
receipt-email = E-mail address
receipt-not-registered = Not registered
receipt-edit = Change the information
receipt-profile = See everything the register holds about you
receipt-go-on = Continue to { $service }
logged-out-title = You have logged out
logged-out-text = Close the browser if you are using a computer that others use too.
