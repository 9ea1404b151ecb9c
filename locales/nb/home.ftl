# Forsiden.

home-title = Ett sted for kontaktopplysningene dine
home-lead = Stat og kommune henter mobilnummeret ditt og e-postadressen din fra kontaktregisteret når de har noe viktig å si deg: et vedtak, en innkalling, en frist.
home-how-title = Slik virker det
home-how-confirm = Hver tredje måned, når du logger inn hos en offentlig tjeneste, spør vi om opplysningene fortsatt stemmer. Det tar noen sekunder.
home-how-old = Har du ikke bekreftet opplysningene på 18 måneder, kan de ikke brukes til å varsle deg.
home-how-voluntary = Det er frivillig å registrere seg. Uten opplysninger får du viktige brev på papir.
home-log-in = Logg inn og se opplysningene dine
home-test-title = Prøv deg fram
home-test-text = Alle personene her er oppdiktet. Velg en testperson og se hva en innbygger i samme situasjon ser.
home-test-persons = Velg en testperson
home-test-service = Start hos en offentlig tjeneste, og bli sendt tilbake dit
