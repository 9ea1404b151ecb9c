# SMS og e-poster. En SMS skal ha plass til 160 tegn, med siste linje «@vert #kode».

message-sms-code = { $code } er koden for å verifisere mobilnummeret i Kontaktregisteret. Gyldig til kl. { $clock }. Ikke del den med andre.
message-sms-notice = Dette mobilnummeret er ikke lenger registrert på deg i Kontaktregisteret. Var det ikke du som endret det? Logg inn og sjekk opplysningene dine.
message-mail-code-subject = Kode for å verifisere e-postadressen
message-mail-code = Dette er koden for å verifisere e-postadressen i Kontaktregisteret:
message-mail-until = Koden er gyldig til kl. { $clock }.
message-mail-keep = Ikke del koden med andre. Har du ikke bedt om en kode, trenger du ikke å gjøre noe.
message-mail-notice-subject = Kontaktopplysningene er endret
message-mail-notice = Denne e-postadressen er ikke lenger registrert på deg i Kontaktregisteret.
message-mail-notice-what = Stat og kommune sender ikke lenger varsler hit.
message-mail-notice-do = Var det ikke du som endret det? Logg inn og sjekk opplysningene dine.
message-sms-reminder = Du har ikke bekreftet mobilnummeret ditt i Kontaktregisteret på 16 måneder. Logg inn hos en offentlig tjeneste og bekreft det, ellers kan det ikke brukes.
message-mail-reminder-subject = Bekreft kontaktopplysningene dine
message-mail-reminder = Det er mer enn 16 måneder siden du bekreftet kontaktopplysningene dine i Kontaktregisteret.
message-mail-reminder-what = Etter 18 måneder kan stat og kommune ikke lenger bruke dem til å varsle deg.
message-mail-reminder-do = Logg inn hos en offentlig tjeneste og bekreft at de stemmer. Det tar noen sekunder. Vi sender deg aldri en lenke til innlogging.
message-mail-moved-subject = Kontaktopplysningene dine er flyttet
message-mail-moved = Du har fått et nytt fødsels- eller d-nummer. Det som var registrert på deg i Kontaktregisteret, er flyttet til det nye nummeret.
message-mail-moved-what = Du trenger ikke gjøre noe. Opplysningene og valgene dine er de samme som før.
message-mail-moved-do = Har du ikke fått et nytt nummer? Logg inn hos en offentlig tjeneste og sjekk opplysningene dine. Vi sender deg aldri en lenke til innlogging.
