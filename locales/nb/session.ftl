# Når økten snart er over.

session-label = Innlogging
session-first = Du blir logget ut klokken { $clock } hvis du ikke gjør noe.
session-last = Ett minutt igjen: Du blir logget ut klokken { $clock }.
session-extend = Fortsett å være innlogget
session-done = Du er innlogget til klokken { $clock }.
session-first-anew = Du har vært innlogget lenge, og blir logget ut klokken { $clock }. Logg inn på nytt hvis du trenger mer tid. Det du har skrevet, blir tatt vare på.
session-last-anew = Ett minutt igjen: Du blir logget ut klokken { $clock }. Det du har skrevet, blir tatt vare på når du trykker på knappen.
session-anew = Logg inn på nytt
session-over = Du er logget ut. Trykk på knappen for å logge inn på nytt. Det du har skrevet, blir tatt vare på.
