# SMS-ar og e-postar. Ein SMS skal ha plass til 160 teikn, med siste linja «@vert #kode».

message-sms-code = { $code } er koden for å verifisere mobilnummeret i Kontaktregisteret. Gyldig til kl. { $clock }. Ikkje del han med andre.
message-sms-notice = Dette mobilnummeret er ikkje lenger registrert på deg i Kontaktregisteret. Var det ikkje du som endra det? Logg inn og sjekk opplysningane dine.
message-mail-code-subject = Kode for å verifisere e-postadressa
message-mail-code = Dette er koden for å verifisere e-postadressa i Kontaktregisteret:
message-mail-until = Koden er gyldig til kl. { $clock }.
message-mail-keep = Ikkje del koden med andre. Har du ikkje bede om ein kode, treng du ikkje gjere noko.
message-mail-notice-subject = Kontaktopplysningane er endra
message-mail-notice = Denne e-postadressa er ikkje lenger registrert på deg i Kontaktregisteret.
message-mail-notice-what = Stat og kommune sender ikkje lenger varsel hit.
message-mail-notice-do = Var det ikkje du som endra det? Logg inn og sjekk opplysningane dine.
message-sms-reminder = Du har ikkje stadfesta mobilnummeret ditt i Kontaktregisteret på 16 månader. Logg inn hos ei offentleg teneste og stadfest det, elles kan det ikkje brukast.
message-mail-reminder-subject = Stadfest kontaktopplysningane dine
message-mail-reminder = Det er meir enn 16 månader sidan du stadfesta kontaktopplysningane dine i Kontaktregisteret.
message-mail-reminder-what = Etter 18 månader kan stat og kommune ikkje lenger bruke dei til å varsle deg.
message-mail-reminder-do = Logg inn hos ei offentleg teneste og stadfest at dei er rette. Det tek nokre sekund. Vi sender deg aldri ei lenkje til innlogging.
message-mail-moved-subject = Kontaktopplysningane dine er flytte
message-mail-moved = Du har fått eit nytt fødsels- eller d-nummer. Det som var registrert på deg i Kontaktregisteret, er flytt til det nye nummeret.
message-mail-moved-what = Du treng ikkje gjere noko. Opplysningane og vala dine er dei same som før.
message-mail-moved-do = Har du ikkje fått eit nytt nummer? Logg inn hos ei offentleg teneste og sjekk opplysningane dine. Vi sender deg aldri ei lenkje til innlogging.
