# The help pages.

help-duplicate-title = Duplicate contact information
help-duplicate-what = The mobile phone number and/or the e-mail address you are trying to register is also registered on other persons in the Contact and Reservation Register. You should check whether the contact information is right.
help-duplicate-so = Public authorities will use the contact information that is registered if you are to be notified about something. If the contact information is registered on more than one person on purpose, you must be aware that notifications from public authorities will not always reach the person they are meant for.
help-duplicate-do-title = What should you do?
help-duplicate-do-own = If you have a mobile phone number or an e-mail address that only you use, you should register that instead.
help-duplicate-do-share = If you share a number or an address on purpose, for example with a child or somebody you help, you can say so where you confirm, and on “Your contact information”. Then we will not warn you again until the next time you are to confirm.
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
help-title = Help and guidance
help-lead = Here are answers to what many people wonder about their contact information.
help-all = All the help pages
help-code-title = Codes and verification
help-code-lead = You can get a code by text message or e-mail. When you enter it, we know that notifications reach you.
help-code-must-title = Do I have to verify?
help-code-must = No. The information can be used even if it is not verified. But a code lets you find out whether you have entered the wrong number or address.
help-code-life-title = How long is the code valid?
help-code-life = The page where you enter it says how long it is valid. If you enter it wrongly many times, you must ask for a new code.
help-code-missing-title = The code does not arrive. What do I do?
help-code-missing = Check that the number or address is right, and look in your spam folder. After a little while you can ask for the code again. If it still does not arrive, continue without a code and verify another day.
help-code-unasked-title = I got a code I did not ask for
help-code-unasked = Somebody has probably entered your number or address by mistake. You do not need to do anything, but do not give the code to anybody. We never call to ask for it.
help-reservation-what-title = What comes on paper?
help-reservation-still-title = What may still come digitally?
help-reservation-must-title = Do I have to opt out if I am not registered?
help-reservation-must = No. If you have registered neither a mobile phone number nor an e-mail address, important letters come on paper in any case.
help-reservation-delete-title = Is being deleted the same?
help-reservation-delete = No. If you are deleted from the register, you do not get reminders either, and you cannot log in with MinID. You can ask for it at the bottom of “Your contact information”.
help-reservation-how-title = How do I opt out?
help-reservation-how = Log in to “Your contact information” and choose opting out. There you can also change your mind at any time.
help-reservation-go = See your choice about opting out
help-privacy-title = Privacy
help-privacy-lead = This is what the contact register stores about you, and what you can decide.
help-privacy-what-title = What is in the register?
help-privacy-what = Your national identity number or D number, your mobile phone number and e-mail address, whether you have opted out, the language of letters and your digital mailbox. If you have said that you share a number or an address on purpose, we store that, but not who the others are. We also store when the information was registered, changed, confirmed and verified.
help-privacy-why-title = What is it used for?
help-privacy-why = Public authorities are to be able to notify you and send you mail digitally. Other citizens are never told what you have registered. They can only be told that a number or an address they enter themselves is also registered on other persons.
help-privacy-lookups-title = Who has looked me up?
help-privacy-lookups = When an organisation looks you up, we store who it was, the day, what they asked about and how many times. You can see it when you have logged in. We store it for 18 months, and only for those who are or have been in the register. Some organisations are allowed to keep a copy of the register. When they use it, we do not see it, but you can see who they are. If user support looks you up, you see that too, with the reason.
help-privacy-long-title = How long is it stored?
help-privacy-long = Your mobile phone number and e-mail address stay until you change or remove them. Codes and messages we have sent you are deleted after 30 days, and when and from which network address somebody logged in after 90 days. What you type without confirming is deleted after one day. The history of changes contains no numbers or addresses. It is deleted 18 months after you are deleted from the register. That you are deleted stays on record. Which pages you have seen we keep for 90 days, without your number and address. If you give us the support code, user support can see what you saw.
help-privacy-choose-title = What can I decide?
help-privacy-choose = When you have logged in, you can see everything, correct it, remove your mobile phone number and e-mail address, opt out, choose a language, download or print the information and delete everything about you.
help-privacy-cookies-title = Cookies
help-privacy-cookies = We only use cookies that are needed to keep you logged in and to remember the language. The pages fetch nothing from other websites, and we do not track you. The support code at the bottom is random and does not tell who you are.
help-privacy-go = See everything that is stored about you
help-mailbox-who-title = Who can choose a digital mailbox?
help-mailbox-who = You must be in the contact register and must not have opted out of digital mail. There may also be a lower age limit. If something is in the way, it says so on the page where you choose a mailbox.
help-mailbox-level-title = Why must I log in at a high security level?
help-mailbox-level = Mail from public authorities may be about health, money and other personal matters. So we must be quite sure that it is you who choose where it is to arrive. BankID is an example of a high level.
help-mailbox-sent-title = What is the provider told about me?
help-mailbox-sent = When you choose a mailbox, we send the provider your national identity number or D number, and your e-mail address if you have registered one. It is needed to set up the mailbox.
help-mailbox-not-sent = We do not send your mobile number. We send nothing to a provider before you have chosen it.
help-mailbox-slow-title = What happens when the provider does not answer?
help-mailbox-slow = You do not need to wait. Your choice is saved, and we try again for three days. We send you a message when the mailbox is ready, and also if you do not get it. Until then your mail comes as before.
help-mailbox-change-title = Can I change provider?
help-mailbox-change = Yes, at any time. Choose the other provider on the page where you choose a mailbox. You can only have one mailbox at a time for mail from public authorities. Old mail stays with the one you had.
help-mailbox-end-title = How do I stop using the mailbox?
help-mailbox-end = Choose “On paper” where you choose a mailbox. Then the mailbox is gone from the contact register at once, and we tell the provider. It may take up to a day before all public authorities know.
help-mailbox-reserved-title = What if I have opted out?
help-mailbox-reserved = Then public authorities do not send mail to the digital mailbox. If you have one already, it stays, and can be used again if you opt in.
help-access-title = Accessibility statement
help-access-lead = Everybody is to be able to use these pages. Here it says what we have tested, what we have not tested, and how to tell us if something does not work for you.
help-access-law-title = Which requirements apply?
help-access-law = Norwegian regulations on universal design of ICT require the pages to follow the guidelines WCAG at levels A and AA. Our aim is WCAG 2.2 at level AA.
help-access-tested-title = What have we tested?
help-access-axe = The program axe goes through the pages automatically in the browser Chromium: in three languages, on a narrow and a wide screen, and in light and dark. We also test that the pages fit when they are enlarged to 400%.
help-access-keyboard = Automatic tests go through the dialogue with the keyboard alone, and complete it without script.
help-access-looked = The colours of the pages can be overridden. We have looked at some of the pages with forced colours in Chromium, but not at all of them.
help-access-untested-title = What have we not tested?
help-access-untested = We have not tested the pages with real screen readers, in Safari or together with users with disabilities. An automatic test finds only some of the faults.
help-access-known-title = Which faults do we know of?
help-access-known = We know of no breach of the requirements today. That does not mean that there is none.
help-access-report-title = Something does not work for me. How do I tell you?
help-access-report = Contact support. Tell us what you wanted to do, and which equipment you used. Give the support code at the bottom of the page, and we will find out what you saw.
help-access-complain-title = Can I complain?
help-access-complain = Yes. The authority for universal design of ICT in the Norwegian Digitalisation Agency supervises websites, and you can report breaches of the requirements to it.
help-privacy-others-title = Whom do we exchange information with?
help-privacy-others = If you choose a digital mailbox, the provider is given your national identity number or D number and your e-mail address. From the National Population Register we are told when somebody dies or gets a new number, so that the register is right.
help-search-label = Search the help pages
help-search-button = Search
help-search-found = { $count ->
    [0] The search found nothing
    [one] The search found 1 place
   *[other] The search found { $count } places
}
help-search-title = { $count ->
    [0] Nothing found: Help and guidance
    [one] 1 place found: Help and guidance
   *[other] { $count } places found: Help and guidance
}
help-search-nothing = Try another word or fewer words, or find the page you need below. You can also contact support.
