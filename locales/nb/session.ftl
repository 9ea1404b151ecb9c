# Når økten snart er over.

session-label = Innlogging
session-first = Du blir logget ut klokken { $clock } hvis du ikke gjør noe.
session-last = Ett minutt igjen: Du blir logget ut klokken { $clock }.
session-extend = Fortsett å være innlogget
session-done = Du er innlogget til klokken { $clock }.
session-first-anew = Du har vært innlogget lenge, og du blir logget ut klokken { $clock }. Logg inn på nytt hvis du trenger mer tid.
session-last-anew = Ett minutt igjen: Du blir logget ut klokken { $clock }. Logg inn på nytt hvis du trenger mer tid.
session-anew = Logg inn på nytt
session-over = Du er logget ut. Trykk på knappen for å logge inn på nytt.
session-kept = Vi tar vare på det du har skrevet.
