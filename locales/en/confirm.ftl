# The dialog "Maintain your contact information here". Sentences marked F are fixed.

# F
confirm-title = Maintain your contact information here
# F
confirm-heading = Maintain your contact information here
confirm-title-error = Error: Maintain your contact information here
confirm-title-asks = Please check: Maintain your contact information here
confirm-description = Confirm the mobile phone number and e-mail address that public authorities will use to contact you.
confirm-on-the-way = You are on your way to { $service }
# F
confirm-info = The information below is stored in a common contact register that will be used by public authorities when getting in contact with you.
# F
confirm-read-more = Read more
confirm-read-more-about = about the contact register
confirm-reason-nothing = You have not registered a mobile phone number or an e-mail address. This is voluntary, and you may leave the fields empty. If you do, public authorities cannot notify you by text message or e-mail.
confirm-reason-expired = It is more than 18 months since you confirmed this information. Public authorities cannot notify you until you confirm it.
# F
confirm-mobile-label = Mobile phone number:
confirm-country-label = Country of the mobile phone number
# F
confirm-email-label = E-mail address:
# F
confirm-button = Confirm and continue
# F
confirm-mobile-shared = This mobile phone number is registered on other persons.
confirm-mobile-shared-help = What does it mean that the mobile phone number is registered on other persons?
confirm-email-shared = This e-mail address is registered on other persons.
confirm-email-shared-help = What does it mean that the e-mail address is registered on other persons?
confirm-mobile-limit = You have tried many new mobile phone numbers today, so we cannot check whether this number is registered on other persons.
confirm-email-limit = You have tried many new e-mail addresses today, so we cannot check whether this address is registered on other persons.
confirm-mobile-removed = You have removed the mobile phone number. Public authorities will not be able to notify you by text message.
confirm-email-removed = You have removed the e-mail address. Public authorities will not be able to notify you by e-mail.
confirm-email-suggestion = Did you mean { $address }?
confirm-email-use = Use { $address }
confirm-verified = Verified { $date }
# F
confirm-not-verified = Not verified
# F
confirm-send-sms = Send SMS with verification code
# F
confirm-send-email = Send email with verification code
confirm-proven = Verified. This is saved when you confirm below.
confirm-email-domain-refuses = { $domain } does not accept e-mail. Check that the address is right.
confirm-email-domain-missing = We cannot find { $domain } on the internet. Check that the address is right.
confirm-error-summary = { $count ->
    [one] You must correct 1 error before you can continue
   *[other] You must correct { $count } errors before you can continue
}
confirm-asks-title = Is this information right?
confirm-asks-text = We have not saved anything yet. Check what we have marked below. If it is right, choose “Confirm and continue” once more.
# The first sentence is F
confirm-mobile-not-a-number = The mobile phone number is invalid. Use digits only, for example 98 76 54 32.
confirm-mobile-too-short = The mobile phone number is invalid. It has too few digits.
confirm-mobile-too-long = The mobile phone number is invalid. It has too many digits.
confirm-mobile-norwegian-not-mobile = The mobile phone number is invalid. Norwegian mobile phone numbers have 8 digits and start with 4 or 9.
confirm-mobile-norwegian-machine = The mobile phone number is invalid. Numbers with 12 digits belong to machines and cannot receive notifications.
confirm-mobile-not-mobile = The mobile phone number is invalid. It is not a mobile phone number in the country you have chosen.
confirm-mobile-unknown-country-code = The mobile phone number is invalid. We do not know the country code.
confirm-email-missing-at = The e-mail address is invalid. It has no at sign (@). An address can look like this: name@example.com.
confirm-email-several-at = The e-mail address is invalid. It can only have one at sign (@). Please give one address only.
confirm-email-space = The e-mail address is invalid. It cannot contain spaces.
confirm-email-too-long = The e-mail address is invalid. It can have at most 254 characters.
confirm-email-local-part = The e-mail address is invalid. Check the part before the at sign (@).
confirm-email-domain = The e-mail address is invalid. Check the part after the at sign (@). An address can look like this: name@example.com.
