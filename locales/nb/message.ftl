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
