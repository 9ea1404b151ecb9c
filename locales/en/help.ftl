# The help pages.

help-duplicate-title = Duplicate contact information
help-duplicate-what = The mobile phone number and/or the e-mail address you are trying to register is also registered on other persons in the Contact and Reservation Register. You should check whether the contact information is right.
help-duplicate-so = Public authorities will use the contact information that is registered if you are to be notified about something. If the contact information is registered on more than one person on purpose, you must be aware that notifications from public authorities will not always reach the person they are meant for.
help-duplicate-do-title = What should you do?
help-duplicate-do-own = If you have a mobile phone number or an e-mail address that only you use, you should register that instead.
help-duplicate-do-share = If you share a number or address on purpose, for example with a child or somebody you help, you can confirm the information as it is.
help-duplicate-do-wrong = If the number or address is wrong, correct it before you confirm.
help-duplicate-who = We cannot tell you who the others are.
help-register-title = About the contact register
help-register-lead = The Contact and Reservation Register is a common register of citizens’ mobile phone numbers and e-mail addresses. Public authorities use it when they need to notify you.
help-register-confirm-title = Why do I have to confirm?
help-register-confirm = People change numbers and addresses. So we ask every 90 days whether the information is right. If it has been neither changed nor confirmed for 18 months, it cannot be used to notify you (section 32 of the eGovernment regulations, eForvaltningsforskriften).
help-register-verify-title = What does “Not verified” mean?
help-register-verify = It means that nobody has yet entered a code that was sent to the number or address. The information can be used all the same.
help-register-voluntary-title = Do I have to register?
help-register-voluntary = No, it is voluntary. You can register a mobile phone number only, an e-mail address only, both or neither. Without contact information, public authorities cannot notify you by text message or e-mail.
help-register-security-title = Is it safe?
help-register-security = Notifications from public authorities contain no links that you must follow to log in. If you get a message that asks for a code or a password, it is not from us.
help-back = To your contact information
