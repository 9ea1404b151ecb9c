# Når økta snart er over.

session-label = Innlogging
session-first = Du blir logga ut klokka { $clock } om du ikkje gjer noko.
session-last = Eitt minutt att: Du blir logga ut klokka { $clock }.
session-extend = Bli verande innlogga
session-done = Du er innlogga til klokka { $clock }.
session-first-anew = Du har vore innlogga lenge, og du blir logga ut klokka { $clock }. Logg inn på nytt om du treng meir tid.
session-last-anew = Eitt minutt att: Du blir logga ut klokka { $clock }. Logg inn på nytt om du treng meir tid.
session-anew = Logg inn på nytt
session-over = Du er logga ut. Trykk på knappen for å logge inn på nytt.
session-kept = Vi tek vare på det du har skrive.
